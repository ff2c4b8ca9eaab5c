package dev.quarry.job.store;

import dev.quarry.job.QueueLimit;
import dev.quarry.job.QueueScope;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pauses and limits, which claims take into account. */
@ApplicationScoped
public class QueueControls {

    /**
     * Each running job gets a slot, even beyond the limit: such a slot counts until its job ends, and then disappears.
     * Jobs that have none yet get free ones first.
     */
    private static final String LIMIT = """
            with l as (
                insert into queue_limit (scope, name, max_running, rate_per_minute, burst, tokens)
                values (?, ?, ?, ?, ?, ?)
                on conflict (scope, name) do update
                set max_running = excluded.max_running, rate_per_minute = excluded.rate_per_minute,
                    burst = excluded.burst, tokens = least(queue_limit.tokens, excluded.burst)
                returning scope, name, max_running
            ), running as materialized (
                select j.id, j.fencing_token from job j, l
                where j.state = 'running' and not j.waiting
                    and case l.scope when 'job_type' then j.job_type else j.concurrency_key end = l.name
            ), occupied as materialized (
                select s.number, s.fencing_token from queue_slot s, l
                where s.scope = l.scope and s.name = l.name
                    and exists (select from running r where r.id = s.job_id and r.fencing_token = s.fencing_token)
            ), useless as (
                delete from queue_slot s using l
                where s.scope = l.scope and s.name = l.name
                    and (l.max_running is null
                        or s.number > l.max_running and s.number not in (select number from occupied))
            ), unplaced as (
                select row_number() over (order by id) as place, id, fencing_token from running
                where fencing_token not in (select fencing_token from occupied)
            ), open as (
                select l.scope, l.name, l.max_running, n.number, row_number() over (order by n.number) as place
                from l cross join lateral
                    generate_series(1, l.max_running + (select count(*) from running)) as n (number)
                where l.max_running is not null and n.number not in (select number from occupied)
            )
            insert into queue_slot as s (scope, name, number, job_id, fencing_token)
            select o.scope, o.name, o.number, u.id, u.fencing_token
            from open o left join unplaced u on u.place = o.place
            where o.number <= o.max_running or u.id is not null
            on conflict (scope, name, number) do update
            set job_id = excluded.job_id, fencing_token = excluded.fencing_token
            where excluded.fencing_token is not null
            """;

    private static final int MAX_LIMITS = 1_000;

    private final Database database;

    @Inject
    public QueueControls(Database database) {
        this.database = database;
    }

    /** Pauses a lane, a type or a key: nothing of it is claimed from now on; running jobs continue. */
    public void pause(QueueScope scope, String name) {
        database.update(
                "insert into queue_pause (scope, name) values (?, ?) on conflict do nothing", scope.code(), name);
    }

    /** Ends a pause. */
    public void resume(QueueScope scope, String name) {
        database.update("delete from queue_pause where scope = ? and name = ?", scope.code(), name);
    }

    /** What is paused in that scope. */
    public Set<String> paused(QueueScope scope) {
        return new HashSet<>(
                database.query("select name from queue_pause where scope = ?", row -> row.getString(1), scope.code()));
    }

    /**
     * Sets a limit for the whole cluster, replacing an earlier one.
     *
     * @throws ProblemException 409 when there are too many others, since each claim looks at all of them
     */
    public void limit(QueueScope scope, String name, QueueLimit limit) {
        long others = database.first(
                        "select count(*) from queue_limit where not (scope = ? and name = ?)",
                        row -> row.getLong(1),
                        scope.code(),
                        name)
                .orElseThrow();
        if (others >= MAX_LIMITS) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(Locale.ROOT, "There are %,d limits, at most: lift some first", MAX_LIMITS));
        }
        int burst = limit.burst() == null ? 1 : limit.burst();
        database.update(LIMIT, scope.code(), name, limit.maxRunning(), limit.ratePerMinute(), burst, (double) burst);
    }

    /** Lifts a limit; false when there was none. */
    public boolean unlimit(QueueScope scope, String name) {
        return database.update("delete from queue_limit where scope = ? and name = ?", scope.code(), name) == 1;
    }

    /** The limits of that scope, by name. */
    public Map<String, QueueLimit> limits(QueueScope scope) {
        Map<String, QueueLimit> limits = new HashMap<>();
        database.query(
                "select name, max_running, rate_per_minute, burst from queue_limit where scope = ?",
                row -> limits.put(row.getString("name"), limit(row)),
                scope.code());
        return limits;
    }

    private static QueueLimit limit(ResultSet row) throws SQLException {
        Double rate = row.getObject("rate_per_minute", Double.class);
        return new QueueLimit(
                row.getObject("max_running", Integer.class), rate, rate == null ? null : row.getInt("burst"));
    }
}
