package dev.quarry.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * db-scheduler, set up as its README recommends for many jobs: it locks what it fetches in one statement, and runs at once what
 * is scheduled on the same node. A job that has ended is deleted.
 */
final class DbSchedulerPeer implements QueuePeer {

    private static final int THREADS = 16;
    private static final int BATCH = 1_000;

    /** Of its documentation, for PostgreSQL. */
    private static final String TABLE = """
            create table scheduled_tasks (
                task_name text not null, task_instance text not null, task_data bytea, execution_time timestamp with time zone not null,
                picked boolean not null, picked_by text, last_success timestamp with time zone,
                last_failure timestamp with time zone, consecutive_failures int, last_heartbeat timestamp with time zone,
                version bigint not null, priority smallint, state text, primary key (task_name, task_instance))
            """;

    private final DataSource database;
    private final OneTimeTask<Void> task;
    private final SchedulerClient client;
    private Scheduler scheduler;
    private long stored;

    DbSchedulerPeer(DataSource database, LongConsumer entered) throws SQLException {
        this.database = database;
        this.task =
                Tasks.oneTime("probe").execute((instance, context) -> entered.accept(Long.parseLong(instance.getId())));
        this.client = SchedulerClient.Builder.create(database, task).build();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("create index execution_time_idx on scheduled_tasks (execution_time)");
            statement.execute("create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
        }
    }

    @Override
    public String name() {
        return "db-scheduler 16.12, " + THREADS + " threads, lock-and-fetch, immediate execution, polling 100 ms";
    }

    @Override
    public void enqueue(long number) {
        (scheduler == null ? client : scheduler).schedule(task.instance(Long.toString(number)), Instant.now());
    }

    @Override
    public void enqueueAll(int jobs) {
        for (int from = 0; from < jobs; from += BATCH) {
            List<TaskInstance<?>> batch = new ArrayList<>();
            LongStream.range(from, Math.min(jobs, from + BATCH))
                    .forEach(i -> batch.add(task.instance(Long.toString(--stored))));
            client.scheduleBatch(batch, Instant.now());
        }
    }

    @Override
    public void work(boolean begin) {
        if (begin) {
            scheduler = Scheduler.create(database, task)
                    .threads(THREADS)
                    .pollUsingLockAndFetch(1.0, 4.0)
                    .pollingInterval(Duration.ofMillis(100))
                    .enableImmediateExecution()
                    .build();
            scheduler.start();
        } else {
            close();
        }
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }
}
