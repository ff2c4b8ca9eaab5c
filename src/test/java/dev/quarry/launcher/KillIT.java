package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The promise that people ask about first: a worker that dies in the middle of a job loses nothing and doubles nothing.
 * How often it is killed: {@code -Dquarry.kills=10}, twice by default. One data directory for all of it, since a start takes
 * many seconds.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("quarry.kills", 2);
    /** Enough to keep the engine and the ledger busy for seconds after the first progress is seen. */
    private static final int COMBINATIONS = 200_000;

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z"
            """;

    private static Path data;
    private static QuarryProcess server;
    private static Api api;
    private static int discoveries;

    @BeforeAll
    static void startWithPrices() throws Exception {
        data = QuarryProcess.emptyDirectory("kill-job").resolve("data");
        begin();
        api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The lease is over about when the next start is ready; a stop waits for no job. */
    private static void begin() throws Exception {
        server = QuarryProcess.serveWith(data, Map.of("QUARRY_LEASE_SECONDS", "6", "QUARRY_DRAIN_SECONDS", "0"));
        api = new Api(server.awaitReady().base());
    }

    @Test
    void a_job_whose_server_is_killed_in_the_middle_finishes_exactly_once_after_the_next_start() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            long id = startedDiscovery();

            server.kill9();
            begin();

            JsonNode job = api.await(id, "succeeded");
            assertThat(job.get("attempt").asInt()).isEqualTo(2);
            JsonNode summary = job.get("result").get("summary");
            assertThat(summary.get("total_tested").asInt()).isEqualTo(COMBINATIONS);
            assertThat(summary.get("new_tested").asInt()
                            + summary.get("skipped").asInt())
                    .isEqualTo(COMBINATIONS);
            assertThat(runs()).as("stored runs").isEqualTo(discoveries * COMBINATIONS);
            assertLegalHistory(messages(id));
        }
    }

    @Test
    void a_job_whose_server_is_told_to_stop_in_the_middle_is_handed_back_and_goes_on_after_the_next_start()
            throws Exception {
        long id = startedDiscovery();

        assertThat(server.stop()).isZero();
        begin();

        assertThat(api.await(id, "succeeded").get("attempt").asInt()).isEqualTo(1);
        assertThat(runs()).as("stored runs").isEqualTo(discoveries * COMBINATIONS);
        assertThat(messages(id))
                .filteredOn(m -> m.startsWith("Handed back by "))
                .hasSize(1);
        assertThat(messages(id)).last().isEqualTo("Completed successfully");
    }

    private static long startedDiscovery() {
        long id = api.enqueue("/v1/discover", discovery(++discoveries));
        api.awaitUntil(id, job -> job.get("progress_current").asLong() > 0, "progress");
        return id;
    }

    /** Each with a commission of its own (0.0011, 0.0012 …), so that none finds its runs tested by another. */
    private static String discovery(int number) {
        return "{" + MARKET
                + ", \"grid\": \"DISCOVERY\", \"max_combinations\": " + COMBINATIONS
                + ", \"base_params\": {\"trade_direction\": \"Both\", \"commission\": 0.00"
                + (10 + number) + "}}";
    }

    private static int runs() {
        return api.get("/v1/discovery/stats")
                .body()
                .get("stats")
                .get("total_runs")
                .asInt();
    }

    private static void assertLegalHistory(List<String> messages) {
        assertThat(messages.get(0)).isEqualTo("Job enqueued");
        assertThat(messages.stream().filter(m -> m.startsWith("Claimed "))).hasSize(2);
        assertThat(messages.stream().filter(m -> m.endsWith("expired; queued again")))
                .hasSize(1);
        assertThat(messages.stream().filter("Completed successfully"::equals)).hasSize(1);
        assertThat(messages).last().isEqualTo("Completed successfully");
    }

    private static List<String> messages(long id) {
        List<String> messages = new ArrayList<>();
        api.get("/v1/jobs/" + id + "/events")
                .body()
                .get("events")
                .forEach(e -> messages.add(e.get("message").asString()));
        return messages;
    }
}
