package dev.quarry.job.store;

import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The nodes of the cluster, each of which writes its own row. */
@ApplicationScoped
public class WorkerRows {

    private static final String SELECT = """
            select w.id, w.drain_requested, w.concurrency, w.started_at, w.heartbeat_at,
                case when w.state <> 'stopped' and w.heartbeat_at < now() - interval '30 seconds' then 'lost'
                    else w.state end as state,
                (select count(*) from job j where j.state = 'running' and not j.waiting and j.worker_id = w.id) as running
            from worker w
            """;

    private final Database database;

    @Inject
    public WorkerRows(Database database) {
        this.database = database;
    }

    /** Registers a node that has started; requests to an earlier one of the same name are dropped. */
    public void started(String id, String concurrency) {
        database.update("""
                insert into worker (id, state, concurrency) values (?, 'active', ?)
                on conflict (id) do update
                set state = 'active', drain_requested = false, concurrency = excluded.concurrency,
                    started_at = now(), heartbeat_at = now()
                """, id, concurrency);
    }

    /**
     * Records that a node is alive and in that state; true when it is asked to drain. One that was deleted after a day
     * of silence is registered again, and stays in its state.
     */
    public boolean beat(String id, WorkerState state) {
        return database.first("""
                        insert into worker (id, state, concurrency, drain_requested) values (?, ?, '{}', ?)
                        on conflict (id) do update set heartbeat_at = now(), state = excluded.state
                        returning drain_requested
                        """, row -> row.getBoolean(1), id, state.code(), state != WorkerState.ACTIVE)
                .orElseThrow();
    }

    /** Asks a node to drain or to resume; false when there is no such node. */
    public boolean requestDrain(String id, boolean drain) {
        return database.update("update worker set drain_requested = ? where id = ?", drain, id) == 1;
    }

    /** All nodes that reported in the last day, by name. */
    public List<Worker> all() {
        return database.query(SELECT + "order by w.id limit 1000", WorkerRows::worker);
    }

    /** The node of that name. */
    public Optional<Worker> find(String id) {
        return database.first(SELECT + "where w.id = ?", WorkerRows::worker, id);
    }

    /** Deletes nodes that have not reported for a day; returns how many. */
    public int forgetOld() {
        return database.update("delete from worker where heartbeat_at < now() - interval '1 day'");
    }

    private static Worker worker(ResultSet row) throws SQLException {
        return new Worker(
                row.getString("id"),
                WorkerState.of(row.getString("state")),
                row.getBoolean("drain_requested"),
                row.getLong("running"),
                row.getString("concurrency"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("heartbeat_at", OffsetDateTime.class));
    }
}
