package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The promise that people ask about first: a worker that dies in the middle of a job loses nothing and doubles nothing.
 * How often it is killed: {@code -Dquarry.kills=10}, twice by default.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("quarry.kills", 2);
    /** Enough to keep the engine and the ledger busy for seconds after the first progress is seen. */
    private static final int COMBINATIONS = 400_000;

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z"
            """;

    @Test
    void a_job_whose_server_is_killed_in_the_middle_finishes_exactly_once_after_the_next_start() throws Exception {
        Path data = QuarryProcess.emptyDirectory("kill-job").resolve("data");
        QuarryProcess server = QuarryProcess.serve(data);
        try {
            server.awaitReady();
            Api api = new Api(server.base());
            api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
            for (int kill = 1; kill <= KILLS; kill++) {
                long id = api.enqueue("/v1/discover", discovery(kill));
                api.awaitUntil(id, job -> job.get("progress_current").asLong() > 0, "progress");

                server.kill9();
                server = QuarryProcess.serve(data).awaitReady();
                api = new Api(server.base());

                JsonNode job = api.await(id, "succeeded");
                assertThat(job.get("attempt").asInt()).isEqualTo(2);
                JsonNode summary = job.get("result").get("summary");
                assertThat(summary.get("total_tested").asInt()).isEqualTo(COMBINATIONS);
                assertThat(summary.get("new_tested").asInt()
                                + summary.get("skipped").asInt())
                        .isEqualTo(COMBINATIONS);
                assertThat(runs(api)).as("stored runs").isEqualTo(kill * COMBINATIONS);
                assertLegalHistory(messages(api, id));
            }
            assertThat(server.stop()).isZero();
        } finally {
            server.close();
        }
    }

    @Test
    void a_job_whose_server_is_told_to_stop_in_the_middle_is_handed_back_and_goes_on_after_the_next_start()
            throws Exception {
        Path data = QuarryProcess.emptyDirectory("stop-job").resolve("data");
        QuarryProcess server = QuarryProcess.serveWith(data, Map.of("QUARRY_DRAIN_SECONDS", "0"));
        try {
            Api api = new Api(server.awaitReady().base());
            api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
            long id = api.enqueue("/v1/discover", discovery(1));
            api.awaitUntil(id, job -> job.get("progress_current").asLong() > 0, "progress");

            assertThat(server.stop()).isZero();
            server = QuarryProcess.serve(data).awaitReady();
            api = new Api(server.base());

            assertThat(api.await(id, "succeeded").get("attempt").asInt()).isEqualTo(1);
            assertThat(runs(api)).as("stored runs").isEqualTo(COMBINATIONS);
            assertThat(messages(api, id))
                    .filteredOn(m -> m.startsWith("Handed back by "))
                    .hasSize(1);
            assertThat(messages(api, id)).last().isEqualTo("Completed successfully");
            assertThat(server.stop()).isZero();
        } finally {
            server.close();
        }
    }

    /** Each with a commission of its own (0.0011, 0.0012 …), so that none finds its runs tested by another. */
    private static String discovery(int number) {
        return "{" + MARKET
                + ", \"grid\": \"DISCOVERY\", \"max_combinations\": " + COMBINATIONS
                + ", \"base_params\": {\"trade_direction\": \"Both\", \"commission\": 0.00"
                + (10 + number) + "}}";
    }

    private static int runs(Api api) {
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

    private static List<String> messages(Api api, long id) {
        List<String> messages = new ArrayList<>();
        api.get("/v1/jobs/" + id + "/events")
                .body()
                .get("events")
                .forEach(e -> messages.add(e.get("message").asString()));
        return messages;
    }
}
