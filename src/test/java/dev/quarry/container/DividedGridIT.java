package dev.quarry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import dev.quarry.server.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One grid on three worker nodes, of which some are killed; in this order, since the first test makes what others compare with. */
@TestMethodOrder(OrderAnnotation.class)
class DividedGridIT {

    private static final String MARKET = ThreeNodes.MARKET;

    private static final String DISCOVERY = "{" + MARKET + """
            , "grid": "DISCOVERY", "max_combinations": 6000, "seed": 3, "skip_tested": false, "shards": %d,
            "base_params": {"trade_direction": "Both"}, "win_criteria": {"min_trades": 1, "min_profit_factor": 0}}""";

    private static final String OPTIMISATION = "{" + MARKET + """
            , "grid": "QUICK", "metric": "sharpe_ratio", "shards": %d, "base_params": {"trade_direction": "Both"}}""";

    private static final String WALK = "{" + MARKET + """
            , "grid": "COMPREHENSIVE", "metric": "sharpe_ratio", "shards": %d, "base_params": {"trade_direction": "Both"},
            "validation_mode": "walk", "walk_forward": {"train_days": 60, "test_days": 40}, "top_n_train": 1}""";

    private static ThreeNodes nodes;
    private static Api api;
    private static JsonNode whole;
    private static JsonNode rows;

    @BeforeAll
    static void start() throws Exception {
        nodes = new ThreeNodes(Map.of("QUARRY_LEASE_SECONDS", "3", "QUARRY_DISCOVERY_BATCH", "500"));
        api = nodes.api();
        long id = api.enqueue("/v1/discover", String.format(Locale.ROOT, DISCOVERY, 1));
        whole = found(api.await(id, "succeeded"));
        rows = rows(id);
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.close();
    }

    @Test
    @Order(1)
    void three_nodes_share_a_grid_and_find_what_one_job_finds() {
        long id = api.enqueue("/v1/discover", String.format(Locale.ROOT, DISCOVERY, 6));

        assertThat(found(api.await(id, "succeeded"))).isEqualTo(whole);
        assertThat(rows(id)).isEqualTo(rows);
        List<JsonNode> parts = parts(id);
        assertThat(parts)
                .hasSize(6)
                .allMatch(part -> part.get("job_type").asString().equals("discover_part"));
        assertThat(workers(parts)).hasSizeGreaterThan(1);
    }

    @Test
    @Order(2)
    void three_nodes_optimise_as_one() {
        JsonNode one = api.await(api.enqueue("/v1/optimize", String.format(Locale.ROOT, OPTIMISATION, 1)), "succeeded")
                .get("result");
        long id = api.enqueue("/v1/optimize", String.format(Locale.ROOT, OPTIMISATION, 5));

        JsonNode divided = api.await(id, "succeeded").get("result");
        assertThat(divided.get("results")).isEqualTo(one.get("results"));
        assertThat(divided.get("summary")).isEqualTo(one.get("summary"));
        assertThat(divided.get("plateau")).isEqualTo(one.get("plateau"));
        assertThat(divided.at("/assessment/verdict")).isEqualTo(one.at("/assessment/verdict"));
        assertThat(parts(id)).hasSize(5);
    }

    @Test
    @Order(3)
    void a_canceled_search_cancels_its_parts() {
        long id = api.enqueue("/v1/discover", String.format(Locale.ROOT, DISCOVERY, 12));
        api.awaitUntil(id, job -> job.at("/children/running").asLong() > 0, "a running part");

        api.post("/v1/jobs/" + id + "/cancel", "");

        api.await(id, "canceled");
        assertThat(parts(id)).allMatch(part -> Set.of("canceled", "succeeded", "running")
                .contains(part.get("status").asString()));
        assertThat(parts(id).stream()
                        .filter(part -> part.get("status").asString().equals("canceled")))
                .isNotEmpty();
    }

    @Test
    @Order(4)
    void a_walk_that_three_nodes_share_is_that_of_one_though_one_of_them_is_killed() throws Exception {
        // The first one adds to the history by which all later ones are judged.
        api.await(api.enqueue("/v1/optimize", String.format(Locale.ROOT, WALK, 1)), "succeeded");
        JsonNode one = api.await(api.enqueue("/v1/optimize", String.format(Locale.ROOT, WALK, 1)), "succeeded")
                .get("result");
        long id = api.enqueue("/v1/optimize", String.format(Locale.ROOT, WALK, 7));
        api.awaitUntil(id, job -> job.at("/children/running").asLong() > 1, "two running parts");
        String killed = workers(running(id)).iterator().next();
        nodes.workers().get(killed).kill9();

        assertThat(api.await(id, "succeeded").get("result")).isEqualTo(one);
        assertThat(parts(id))
                .hasSize(7)
                .allMatch(part -> part.get("job_type").asString().equals("optimize_part"));
        nodes.startWorker(killed);
    }

    @Test
    @Order(5)
    void nodes_that_are_killed_in_the_middle_change_nothing() throws Exception {
        long id = api.enqueue("/v1/discover", String.format(Locale.ROOT, DISCOVERY, 6));
        api.awaitUntil(id, job -> job.at("/children/running").asLong() > 1, "two running parts");
        String first = workers(running(id)).iterator().next();
        nodes.workers().get(first).kill9();
        api.awaitUntil(id, job -> job.at("/children/succeeded").asLong() > 2, "half of the parts");
        String second = nodes.workers().keySet().stream()
                .filter(name -> !name.equals(first))
                .findFirst()
                .orElseThrow();
        nodes.workers().get(second).kill9();

        assertThat(found(api.await(id, "succeeded"))).isEqualTo(whole);
        assertThat(rows(id)).isEqualTo(rows);
    }

    private static List<JsonNode> running(long id) {
        return parts(id).stream()
                .filter(part -> part.get("status").asString().equals("running"))
                .toList();
    }

    private static Set<String> workers(List<JsonNode> parts) {
        return parts.stream()
                .map(part -> api.job(part.get("id").asLong()).get("worker_id").asString())
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> parts(long id) {
        return api.get("/v1/jobs/" + id + "/children")
                .body()
                .get("children")
                .valueStream()
                .toList();
    }

    /** What a discovery found, without how long it took. */
    private static JsonNode found(JsonNode job) {
        ObjectNode result = job.get("result").deepCopy().asObject();
        ((ObjectNode) result.get("summary")).remove("duration_seconds");
        // Other searches of the same prices add to what was tried, and the history is part of the verdict's words.
        ((ObjectNode) result).remove("assessment");
        return result;
    }

    /** The first runs of a discovery, as they are stored, and how many there are. */
    private static JsonNode rows(long id) {
        JsonNode page = api.get("/v1/discovery/runs?limit=1000&sort=grid_index&order=asc&job_id=" + id)
                .body();
        return Json.MAPPER
                .createObjectNode()
                .put("count", page.get("count").asLong())
                .putPOJO(
                        "runs",
                        page.get("runs")
                                .valueStream()
                                .map(run -> run.get("params_hash").asString() + run.get("metrics") + run.get("winner"))
                                .toList());
    }
}
