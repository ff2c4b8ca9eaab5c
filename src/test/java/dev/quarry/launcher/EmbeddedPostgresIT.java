package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server whose own PostgreSQL dies. */
class EmbeddedPostgresIT {

    private static final String JOB = "{\"job_type\": \"leaderboard_refresh\", \"payload\": {}}";

    @Test
    void the_embedded_postgresql_is_started_again_when_it_dies_and_jobs_go_on() throws Exception {
        Path data = QuarryProcess.emptyDirectory("embedded-postgres").resolve("data");
        try (QuarryProcess server = QuarryProcess.serve(data)) {
            Api api = new Api(server.awaitReady().base());
            long before = api.enqueue("/v1/jobs", JOB);
            api.await(before, "succeeded");

            long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                    .get(0)
                    .strip());
            assertThat(ProcessHandle.of(postmaster).orElseThrow().destroyForcibly())
                    .isTrue();
            server.awaitOutput("The embedded PostgreSQL has ended and is started again (1 of 5)");
            server.awaitOutput("The embedded PostgreSQL runs again");

            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (server.get("/health/ready").statusCode() != 200) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end);
                Thread.sleep(100);
            }
            assertThat(api.get("/v1/jobs/" + before).status()).isEqualTo(200);
            api.await(api.enqueue("/v1/jobs", JOB), "succeeded");
            assertThat(server.get("/health/live").body())
                    .contains("\"heartbeat\"", "\"watchdog\"", "\"wake-ups\"", "\"streams\"", "\"rescue\"");
            assertThat(server.stop()).isZero();
        }
    }
}
