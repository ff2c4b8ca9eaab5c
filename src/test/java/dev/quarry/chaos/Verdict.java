package dev.quarry.chaos;

import dev.quarry.chaos.JobHistory.Attempt;
import dev.quarry.chaos.JobHistory.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts, by SQL, what must not be. */
final class Verdict {

    private static final String POSTED = """
            create table chaos_posted (
                number bigint primary key, job_id bigint not null, ending text not null, children integer not null,
                keyed boolean not null)
            """;

    /** Each finds the offenders; an empty answer is what the queue promises. */
    private static final Map<String, String> CHECKS = new LinkedHashMap<>();

    static {
        CHECKS.put("acknowledged, but not there (lost)", """
                select 'job ' || p.job_id from chaos_posted p where not exists (select from job j where j.id = p.job_id)
                """);
        CHECKS.put("idempotency keys with two jobs", """
                select 'number ' || p.number from job j
                join chaos_posted p on p.keyed and p.number = (j.payload::jsonb ->> 'number')::bigint
                where j.parent_id is null and j.job_type like 'chaos%' group by p.number having count(*) > 1
                """);
        CHECKS.put("left unfinished", """
                select 'job ' || id || ' ' || state from job where state not in ('succeeded', 'failed', 'canceled')
                """);
        CHECKS.put("two committed results", """
                select 'job ' || job_id from job_ended_attempt where outcome in ('succeeded', 'fanned_out')
                group by job_id, outcome having count(*) > 1
                union all
                select 'job ' || job_id from job_history where message = 'Completed successfully'
                group by job_id having count(*) > 1
                """);
        CHECKS.put("succeeded, but not exactly one side effect", """
                select 'job ' || j.id || ' ' || count(e.job_id) from job j left join chaos_effect e on e.job_id = j.id
                where j.state = 'succeeded' and j.job_type like 'chaos%' group by j.id having count(e.job_id) <> 1
                """);
        CHECKS.put("not succeeded, but more side effects than allowed", """
                select 'job ' || j.id || ' ' || count(*) from job j join chaos_effect e on e.job_id = j.id
                where j.state <> 'succeeded' group by j.id, j.state
                having count(*) > case j.state when 'failed' then 0 else 1 end
                """);
        CHECKS.put("ended otherwise than they had to", """
                select 'job ' || j.id || ' ' || j.state || ' ' || coalesce(j.error, '')
                from chaos_posted p join job j on j.id = p.job_id
                where case p.ending when 'SUCCEEDED' then j.state <> 'succeeded' when 'FAILED' then j.state <> 'failed'
                    else j.state not in ('canceled', 'succeeded') end
                union all
                select 'child ' || id || ' ' || state from job where parent_id is not null and state <> 'succeeded'
                """);
        CHECKS.put("families that are not whole", """
                select 'job ' || p.job_id || ' ' || count(c.id) from chaos_posted p left join job c on c.parent_id = p.job_id
                group by p.job_id, p.children having count(c.id) <> p.children
                """);
        CHECKS.put("fencing tokens out of order", """
                select 'job ' || job_id || ' token ' || token from (
                    select job_id, token, lag(token) over (partition by job_id order by id) as before
                    from chaos_ledger where phase in ('started', 'finished')) l
                where before > token
                """);
        CHECKS.put("fenced writes after the lease was lost", """
                select 'job ' || w.job_id || ' token ' || w.token from (
                    select job_id, token, at from chaos_ledger where phase in ('started', 'finished')
                    union all select job_id, token, at from chaos_effect) w
                join job_ended_attempt a on a.fencing_token = w.token and a.outcome = 'lost'
                where w.at > a.finished_at + interval '1 second'
                """);
        CHECKS.put("executed by another than the claimer", """
                select 'job ' || job_id from chaos_ledger where phase = 'started' and claimed_by <> executed_by
                """);
        CHECKS.put("attempts beyond max_attempts", """
                select 'job ' || j.id || ' ' || a.step from job j join job_ended_attempt a on a.job_id = j.id
                where a.outcome <> 'handed_back' group by j.id, a.step, j.max_attempts
                having count(*) > j.max_attempts
                """);
    }

    private static final String FROZEN_WROTE = """
            select 'job ' || job_id || ' token ' || token from (
                select job_id, token, at from chaos_ledger where phase in ('started', 'finished')
                union all select job_id, token, at from chaos_effect) w
            where token = ? and at > to_timestamp(? / 1000.0)
            """;

    private final Ledger ledger;
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    private Verdict(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The offenders by what they did, with an empty list for what nobody did. */
    static Map<String, List<String>> of(Ledger ledger, Feed feed, Timeline timeline) throws SQLException {
        Verdict verdict = new Verdict(ledger);
        verdict.keepPosted(feed);
        for (Map.Entry<String, String> check : CHECKS.entrySet()) {
            verdict.found.put(check.getKey(), ledger.query(check.getValue(), row -> row.getString(1)));
        }
        verdict.judgeHistories();
        verdict.judgeFreezes(timeline);
        verdict.found.put("wrong answers to a client", List.copyOf(feed.wrongAnswers()));
        verdict.found.put("enqueue refused while the broker was away", timeline.brokerProbesRefused);
        verdict.found.put("no clean 503 while the database was away", timeline.databaseProbesUnclean);
        return verdict.found;
    }

    private void keepPosted(Feed feed) throws SQLException {
        ledger.update(POSTED);
        for (Map.Entry<Long, Long> entry : feed.acknowledged().entrySet()) {
            JobPlan plan = feed.plans().get(entry.getKey());
            ledger.update(
                    "insert into chaos_posted values (?, ?, ?, ?, ?)",
                    entry.getKey(),
                    entry.getValue(),
                    plan.ending().name(),
                    plan.request().children(),
                    plan.hasKey());
        }
    }

    private void judgeHistories() throws SQLException {
        Map<Long, List<Event>> events = new HashMap<>();
        ledger.query("select job_id, level, message from job_history order by id", row -> events.computeIfAbsent(
                        row.getLong(1), id -> new ArrayList<>())
                .add(new Event(row.getString(2), row.getString(3))));
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        ledger.query("""
                select job_id, fencing_token, step, attempt, outcome, extract(epoch from started_at) * 1000000,
                    extract(epoch from finished_at) * 1000000
                from job_ended_attempt order by fencing_token
                """, row -> attempts.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(new Attempt(
                        row.getLong(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7))));
        List<String> illegal = new ArrayList<>();
        ledger.query(
                        "select id, state, attempt, max_attempts from job",
                        row -> new JobHistory(
                                row.getLong(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getInt(4),
                                events.getOrDefault(row.getLong(1), List.of()),
                                attempts.getOrDefault(row.getLong(1), List.of())))
                .forEach(history -> history.violation().ifPresent(illegal::add));
        found.put("illegal histories", illegal);
    }

    private void judgeFreezes(Timeline timeline) throws SQLException {
        List<String> wrote = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (Timeline.Freeze freeze : timeline.freezes) {
            wrote.addAll(ledger.query(
                    FROZEN_WROTE,
                    row -> row.getString(1),
                    freeze.token(),
                    freeze.woken().toEpochMilli()));
            if (ledger.number("select count(*) from chaos_ledger where token = ? and phase = 'refused'", freeze.token())
                    == 0) {
                unseen.add("job " + freeze.jobId() + " token " + freeze.token());
            }
        }
        found.put("written by a frozen worker after it woke up", wrote);
        found.put("frozen workers that were not seen to try and be refused", unseen);
    }
}
