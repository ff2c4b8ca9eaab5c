package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobState;
import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Results that are together far larger than the heap, on a node with half a gigabyte of it or less ({@link LargeResultsNode}). */
class LargeResultsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Final, with a result of five million bytes, which compresses well. */
    private static final String FIRST_CHILD = """
            insert into job (id, job_type, lane, state, payload, result, max_attempts, finished_at, parent_id, position)
            values (10000, 'large', 'light', 'succeeded', '{"characters": 1}', '{"text":"' || repeat('x', 5000000) || '"}', 1,
                now(), ?, 0)
            """;

    /** All the others like the first: what is compressed is copied as it is. */
    private static final String MORE_CHILDREN = """
            insert into job (id, job_type, lane, state, payload, result, max_attempts, finished_at, parent_id, position)
            select id + i, job_type, lane, state, payload, result, 1, now(), parent_id, i
            from job cross join generate_series(1, ? - 1) i where id = 10000
            """;

    private static final String PARENT = """
            insert into job (id, job_type, lane, payload, max_attempts, failure_policy) values (?, ?, 'light', ?, 1, 'continue')
            """;

    @TempDir
    private Path directory;

    private final Database database = DATABASE.database();

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job");
    }

    @Test
    void a_batch_of_a_thousand_children_with_results_of_five_megabytes_passes_in_half_a_gigabyte() throws Exception {
        parent(1, BatchHandler.TYPE, "{\"jobs\": [{}]}", 1_000);

        int exitCode = node("-Xmx512m");

        assertThat(exitCode).as(output()).isZero();
        assertThat(state(1)).as(output()).isEqualTo(JobState.SUCCEEDED);
        assertThat(result(1)).startsWith("{\"total\":1000,\"succeeded\":1000");
    }

    @Test
    void a_fan_in_step_that_reads_three_times_the_heap_passes() throws Exception {
        parent(2, LargeResultsNode.TYPE, "{\"characters\": 1}", 150);

        int exitCode = node("-Xmx256m");

        assertThat(exitCode).as(output()).isZero();
        assertThat(state(2)).as(output()).isEqualTo(JobState.SUCCEEDED);
        assertThat(result(2)).isEqualTo("{\"text\":\"150 children, 750000000 characters\"}");
    }

    @Test
    void short_jobs_with_large_results_do_not_fill_the_heap_of_the_hand_that_took_many_at_once() throws Exception {
        database.update("""
                insert into job (id, job_type, lane, payload, max_attempts)
                select i, 'large', 'light', '{"characters": 20000000}', 1 from generate_series(1, 8) i
                """);
        database.update("""
                insert into job (id, job_type, lane, payload, max_attempts)
                values (9, 'large', 'light', '{"characters": 32000000}', 1)
                """);

        int exitCode = node("-Xmx512m");

        assertThat(exitCode).as(output()).isZero();
        assertThat(database.query(
                        "select id from job where state = 'succeeded' and octet_length(result) > 20000000",
                        row -> row.getLong(1)))
                .as(output())
                .hasSize(8);
        assertThat(database.first("select error from job where id = 9 and state = 'failed'", row -> row.getString(1)))
                .as(output())
                .hasValueSatisfying(error -> assertThat(error).contains("32,000,000 that are kept"));
    }

    private void parent(long id, String type, String payload, int children) {
        database.update(PARENT, id, type, payload);
        database.update(FIRST_CHILD, id);
        database.update(MORE_CHILDREN, children);
    }

    private JobState state(long id) {
        return database.first("select state from job where id = ?", row -> JobState.of(row.getString(1)), id)
                .orElseThrow()
                .orElseThrow();
    }

    private String result(long id) {
        return database.first("select result from job where id = ?", row -> row.getString(1), id)
                .orElseThrow();
    }

    /** Runs what is due on a node of its own process; its exit code. */
    private int node(String heap) throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeResultsNode.class.getName(),
                        DATABASE.jdbcUrl())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("node.log").toFile())
                .start();
        try {
            assertThat(node.waitFor(5, TimeUnit.MINUTES)).as(output()).isTrue();
            return node.exitValue();
        } finally {
            node.destroyForcibly();
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("node.log"));
        } catch (java.io.IOException e) {
            return "no output";
        }
    }
}
