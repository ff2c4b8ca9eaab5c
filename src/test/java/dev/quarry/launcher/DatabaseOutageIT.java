package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.Api;
import dev.quarry.server.Api.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients hear while the database is away. */
class DatabaseOutageIT {

    private static final String JOB = "{\"job_type\": \"leaderboard_refresh\", \"payload\": {}}";

    /** More than a node has job ids at hand, so that it also wants new ones meanwhile. */
    private static final int JOBS = 60;

    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    @Test
    void a_job_that_is_posted_while_the_database_is_away_is_refused_at_once_and_taken_after_its_return()
            throws Exception {
        Path directory = QuarryProcess.emptyDirectory("database-outage");
        try (PostgresProcess postgres = PostgresProcess.start(Files.createDirectory(directory.resolve("postgres")));
                QuarryProcess server = QuarryProcess.serveWith(
                        directory.resolve("data"), Map.of("DATABASE_URL", postgres.jdbcUrl()))) {
            Api api = new Api(server.awaitReady().base());
            for (int i = 0; i < JOBS / 2; i++) {
                assertThat(api.post("/v1/jobs", JOB).status()).isEqualTo(200);
            }

            postgres.kill9();
            for (int i = 0; i < JOBS; i++) {
                long before = System.nanoTime();
                Answer answer = api.post("/v1/jobs", JOB);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPTLY);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body().get("title").asString()).isNotBlank();
            }

            postgres.start();
            server.awaitReady();
            long id = api.enqueue("/v1/jobs", JOB);
            api.await(id, "succeeded");
        }
    }
}
