package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The packaged distribution from outside: what it prints, what it refuses, what it leaves behind. */
class ProcessIT {

    /** For the starts that get as far as a database, which one of them makes: it does not matter which. */
    private static final Path STARTED = QuarryProcess.emptyDirectory("started").resolve("data");

    /** One data directory through three starts, each of which takes many seconds: the first, one that is killed, one after it. */
    @Test
    void a_server_is_ready_once_leaves_nothing_behind_and_starts_again_on_what_a_kill_left()
            throws IOException, InterruptedException {
        Path data = QuarryProcess.emptyDirectory("serve").resolve("data");
        saysReadyOnceHoldsItsPortAndDataAndLeavesNothingBehindAfterASigterm(data);
        assertThat(data.resolve("server/classes")).content().contains("org.jboss.weld.");
        assertThat(data.resolve("log/quarry.0.log")).content().doesNotContain("classes were loaded ahead");
        FileTime unpacked = Files.getLastModifiedTime(data.resolve("server/quarry/index.html"));

        try (QuarryProcess killed = QuarryProcess.serve(data).awaitReady()) {
            killed.kill9();
            assertThat(killed.postgres()).as("orphaned PostgreSQL").isNotEmpty();
            assertThat(data.resolve("log/quarry.0.log")).content().contains("classes were loaded ahead");
            assertThat(Files.getLastModifiedTime(data.resolve("server/quarry/index.html")))
                    .as("unpacked once")
                    .isEqualTo(unpacked);
            String cluster = systemIdentifier(data);

            try (QuarryProcess next = QuarryProcess.serve(data).awaitReady()) {
                assertThat(next.get("health/ready").statusCode()).isEqualTo(200);
                assertThat(next.stop()).isZero();
                assertCalm(next);
                assertThat(next.postgres()).isEmpty();
                assertThat(systemIdentifier(data)).isEqualTo(cluster);
            }
        }
    }

    private static void saysReadyOnceHoldsItsPortAndDataAndLeavesNothingBehindAfterASigterm(Path data)
            throws IOException, InterruptedException {
        try (QuarryProcess server = QuarryProcess.serve(data)) {
            assertThat(answersThatSayReadyUntilItIsSaid(server))
                    .allMatch(body -> body.contains("\"startup\"") && body.contains("\"consumers\""));
            assertThat(server.get("health/ready").statusCode()).isEqualTo(200);
            assertThat(server.postgres()).isNotEmpty();
            assertRefused(
                    QuarryProcess.start(
                            QuarryProcess.packagedHome(), data.resolveSibling("other"), server.port(), "serve"),
                    "Port " + server.port(),
                    "--port");
            assertRefused(QuarryProcess.serve(data), "in use by another server (process " + server.pid() + ")");
            assertThat(server.get("health/ready").statusCode()).isEqualTo(200);

            assertThat(server.stop()).isZero();

            assertThat(server.output().lines().filter(line -> line.contains("Ready")))
                    .hasSize(1)
                    .allMatch(line -> line.contains(":" + server.port() + "/v1"));
            assertThat(server.output())
                    .containsSubsequence(
                            "Stopping the application server", "Stopping the broker", "Stopping PostgreSQL", "Stopped");
            assertCalm(server);
            assertThat(server.postgres()).isEmpty();
            assertThat(data.resolve("postgresql/postmaster.pid")).doesNotExist();
            assertThat(data.resolve("log/quarry.0.log")).isNotEmptyFile();
        }
    }

    /** Nobody is told that a server is ready before its application says so. */
    private static List<String> answersThatSayReadyUntilItIsSaid(QuarryProcess server) throws InterruptedException {
        List<String> early = new ArrayList<>();
        while (server.isAlive() && !server.output().contains("Ready")) {
            try {
                HttpResponse<String> answer = server.get("health/ready");
                if (answer.statusCode() == 200) {
                    early.add(answer.body());
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            Thread.sleep(20);
        }
        assertThat(server.output()).contains("Ready");
        return early;
    }

    private static String systemIdentifier(Path data) throws IOException {
        return Files.readString(data.resolve("postgresql/global/pg_control"), StandardCharsets.ISO_8859_1)
                .substring(0, 8);
    }

    @Test
    void a_sigterm_during_the_start_is_obeyed() throws InterruptedException {
        try (QuarryProcess server = QuarryProcess.serve(STARTED).awaitOutput("Starting the application server")) {
            server.stop();

            assertThat(server.output()).doesNotContain("Ready").contains("Stopped");
            assertThat(server.postgres()).isEmpty();
            assertCalm(server);
        }
    }

    @Test
    void an_unreachable_database_is_reported_before_anything_is_started() throws InterruptedException {
        Path data = QuarryProcess.emptyDirectory("database").resolve("data");

        assertFailed(
                QuarryProcess.serve(
                        data, "--database-url", "postgres://ann:s3cret@127.0.0.1:" + FreePort.next() + "/quarry"),
                "The database postgresql://127.0.0.1:",
                "cannot be reached");
    }

    @Test
    void an_unreachable_broker_is_reported_and_postgresql_stopped_again() throws InterruptedException {
        assertFailed(
                QuarryProcess.serve(STARTED, "--broker-url", "tcp://ann:s3cret@127.0.0.1:" + FreePort.next()),
                "The broker tcp://127.0.0.1:",
                "cannot be reached");
    }

    @Test
    void wrong_settings_end_the_start_with_a_sentence_each_before_anything_is_migrated() throws InterruptedException {
        Path data = QuarryProcess.emptyDirectory("settings").resolve("data");

        QuarryProcess wrong = QuarryProcess.serveWith(
                data,
                Map.of("QUARRY_LEASE_SECONDS", "soon", "QUARRY_LANE_IO_CONCURRENCY", "99", "QUARRY_STREAMS_MAX", ""));

        assertFailed(
                wrong,
                "quarry.lane.io.concurrency (QUARRY_LANE_IO_CONCURRENCY) must be a whole number from 0 to 32, not \"99\".",
                "quarry.lease.seconds (QUARRY_LEASE_SECONDS) must be a whole number from 3 to 3600, not \"soon\".");
        assertThat(data.resolve("log/quarry.0.log")).content().doesNotContain("Schema is current");
    }

    @Test
    void a_role_that_cannot_be_played_is_reported_before_anything_is_started() throws InterruptedException {
        Path data = QuarryProcess.emptyDirectory("role").resolve("data");

        try (QuarryProcess wrong = QuarryProcess.serveWith(data, Map.of("QUARRY_ROLE", "worker"))) {
            assertThat(wrong.awaitExit()).isEqualTo(2);
            assertThat(wrong.errors())
                    .contains("role worker", "DATABASE_URL", "BROKER_URL")
                    .hasLineCount(1);
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void a_database_of_another_major_version_is_left_alone() throws IOException, InterruptedException {
        Path data = QuarryProcess.emptyDirectory("version").resolve("data");
        Path cluster = Files.createDirectories(data.resolve("postgresql"));
        Files.writeString(cluster.resolve("PG_VERSION"), "14\n");

        assertFailed(QuarryProcess.serve(data), "PostgreSQL 14", "PostgreSQL 18", "--data");

        assertThat(cluster.resolve("PG_VERSION")).hasContent("14\n");
    }

    @Test
    void an_application_that_cannot_be_deployed_ends_the_start_and_stops_everything()
            throws IOException, InterruptedException {
        Path home = distributionWith(
                QuarryProcess.emptyDirectory("deployment").resolve("home"), "WEB-INF/web.xml", "<web-app>never closed");

        assertFailed(
                QuarryProcess.start(home, STARTED, FreePort.next(), "serve"),
                "The application could not be deployed",
                "quarry.0.log");
    }

    /** The packaged distribution with another application; links but for the jar, which is asked where it stands. */
    private static Path distributionWith(Path home, String entry, String content) throws IOException {
        Files.createDirectories(home);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(QuarryProcess.packagedHome())) {
            for (Path part : parts) {
                if (part.endsWith("quarry.jar")) {
                    Files.copy(part, home.resolve(part.getFileName()));
                } else if (!part.endsWith("quarry.war")) {
                    Files.createSymbolicLink(home.resolve(part.getFileName()), part.toAbsolutePath());
                }
            }
        }
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(home.resolve("quarry.war")))) {
            war.putNextEntry(new ZipEntry(entry));
            war.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return home;
    }

    /** One sentence on standard error, exit code 1, nothing left running. */
    private static void assertFailed(QuarryProcess failed, String... parts) throws InterruptedException {
        try (failed) {
            assertRefused(failed, parts);
            assertThat(failed.postgres()).isEmpty();
        }
    }

    /** The same beside a server that goes on running. */
    private static void assertRefused(QuarryProcess refused, String... parts) throws InterruptedException {
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.errors()).contains(parts).hasLineCount(1).doesNotContain("s3cret");
        assertThat(refused.output()).doesNotContain("Ready", "s3cret", "\tat ");
    }

    private static void assertCalm(QuarryProcess server) {
        assertThat(server.errors()).isEmpty();
        assertThat(server.output().lines()).hasSizeLessThan(15).allMatch(line -> line.matches(" *\\d+\\.\\d s  .*"));
    }
}
