package dev.quarry.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.json.Json;
import dev.quarry.server.Api;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** An agent's session with the packaged server, from prices to a verdict. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentSessionIT {

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m", "start_ts": "2014-01-01T00:00:00Z", \
            "end_ts": "2014-05-31T23:30:00Z\"""";
    private static final String BREAKOUT = """
            {"name": "Breakout", "parameters": {"entry_bars": {"type": "integer", "default": 20, "minimum": 2, "maximum": 500},
                            "exit_bars": {"type": "integer", "default": 10, "minimum": 1, "maximum": 500}},
             "series": {"top": "highest(high, entry_bars)[1]"},
             "long": {"enter": "crosses_above(close, top)", "exit": "close < lowest(low, exit_bars)[1]"}}""";

    private static QuarryProcess server;
    private static Agent agent;

    @BeforeAll
    static void start() throws Exception {
        server = QuarryProcess.serveWith(QuarryProcess.emptyDirectory("agents").resolve("data"), Map.of());
        server.awaitReady();
        agent = new Agent(server.base(), null);
        agent.client().initialize();
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
    }

    @Test
    @Order(1)
    void an_agent_is_told_what_there_is() {
        assertThat(agent.client().getServerInstructions()).contains("verdict");
        List<Tool> tools = agent.client().listTools().tools();
        assertThat(tools)
                .extracting(Tool::name)
                .containsExactlyInAnyOrder(
                        "series",
                        "functions",
                        "check_strategy",
                        "backtest",
                        "search",
                        "job",
                        "read_verdict",
                        "assess",
                        "surface",
                        "runs",
                        "forward");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.inputSchema()).containsEntry("type", "object").containsKey("properties");
        });
        assertThat(agent.client().listResources().resources())
                .extracting(Resource::uri)
                .contains("quarry://docs/strategies", "quarry://docs/agents", "quarry://strategies");
        assertThat(agent.read("quarry://docs/strategies")).startsWith("# ");
        assertThat(agent.call("functions", "{\"text\": \"highest\"}").path("functions"))
                .isNotEmpty()
                .allSatisfy(function -> assertThat(function.toString()).containsIgnoringCase("highest"));
    }

    @Test
    @Order(2)
    void an_agent_goes_from_prices_to_a_verdict() {
        assertThat(agent.call("series", "{}").path("coverage")).isEmpty();
        Api api = new Api(server.base());
        api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET.replace("05-31T23", "07-15T19") + "}"), "succeeded");
        assertThat(agent.call("series", "{}").at("/coverage/0/symbol").asString())
                .isEqualTo("BTC/USD");

        JsonNode faulty = agent.call(
                "check_strategy",
                "{\"strategy\": " + BREAKOUT.replace("crosses_above(close", "crosses_above(clos") + "}");
        assertThat(faulty.at("/faults/0/message").asString()).contains("clos");
        assertThat(faulty.at("/faults/0/line").asInt()).isEqualTo(1);
        JsonNode checked =
                agent.call("check_strategy", "{\"strategy\": " + BREAKOUT + ", \"params\": {" + MARKET + "}}");
        assertThat(checked.path("faults")).isEmpty();
        assertThat(checked.path("market").isObject()).isTrue();

        JsonNode tested = agent.call(
                "backtest", "{\"strategy\": " + BREAKOUT + ", \"params\": {" + MARKET + ", \"entry_bars\": 30}}");
        assertThat(tested.at("/stats/trades").asInt()).isPositive();
        assertThat(tested.at("/verdict/outcome").isNull()).isTrue();
        assertThat(tested.at("/verdict/sentence").asString()).contains("Not assessed", "search");

        Agent.Told searched = agent.ask(
                "search",
                "{\"kind\": \"optimize\", \"wait_seconds\": 50, \"payload\": {" + MARKET + ", \"strategy\": " + BREAKOUT
                        + ", \"metric\": \"total_return\", \"param_grid\": {\"entry_bars\": [10, 20, 40, 55], \"exit_bars\": [5, 10, 20]}}}",
                "search-1");
        assertThat(searched.isError()).as(searched.sentence()).isFalse();
        assertThat(searched.content().path("status").asString()).isEqualTo("succeeded");
        assertThat(searched.sentence()).contains("Verdict: ");
        assertThat(searched.content().at("/verdict/outcome").asString())
                .isIn("holds_up", "likely_luck", "cannot_tell", "no_edge");
        assertThat(agent.progress()).isNotEmpty().allSatisfy(told -> assertThat(told.progressToken())
                .isEqualTo("search-1"));
        assertThat(agent.progress())
                .extracting(ProgressNotification::progress)
                .isSorted()
                .doesNotHaveDuplicates();
        long job = searched.content().path("job_id").asLong();

        JsonNode verdict = agent.call("read_verdict", "{\"job_id\": " + job + "}");
        assertThat(verdict.path("verdict")).isEqualTo(searched.content().path("verdict"));
        assertThat(verdict.at("/assessment/verdict/sentence").asString())
                .isEqualTo(verdict.at("/verdict/sentence").asString());

        JsonNode surface =
                agent.call("surface", "{\"job_id\": " + job + ", \"x\": \"entry_bars\", \"y\": \"exit_bars\"}");
        assertThat(surface.path("cells")).hasSize(3);
        assertThat(surface.path("verdict")).isEqualTo(verdict.path("verdict"));

        JsonNode row = agent.call("read_verdict", "{\"job_id\": " + job + ", \"row\": 5}");
        assertThat(row.at("/verdict/outcome").isNull()).isTrue();
        JsonNode assessed = agent.call("assess", "{\"job_id\": " + job + ", \"row\": 5, \"wait_seconds\": 50}");
        assertThat(assessed.at("/verdict/outcome").asString()).isNotBlank();

        JsonNode forward = agent.call("forward", "{\"job_id\": " + job + ", \"wait_seconds\": 50}");
        assertThat(forward.path("status").asString()).isEqualTo("succeeded");
        assertThat(forward.at("/result/outcome").asString()).isIn("below", "inside", "above", "cannot_tell");
        assertThat(forward.path("verdict")).isEqualTo(verdict.path("verdict"));
        assertThat(agent.call("job", "{\"job_id\": " + forward.path("job_id").asLong() + "}")
                        .path("verdict"))
                .isEqualTo(verdict.path("verdict"));
    }

    @Test
    @Order(3)
    void every_run_that_an_agent_sees_has_its_verdict_or_how_to_get_one() {
        JsonNode found = agent.call(
                "search",
                "{\"kind\": \"discover\", \"wait_seconds\": 50, \"payload\": {" + MARKET
                        + ", \"param_grid\": {\"rsi_min\": [65, 70, 75], \"stop_pct\": [1, 2]}}}");
        assertThat(found.path("status").asString()).isEqualTo("succeeded");
        assertThat(found.at("/verdict/sentence").asString()).isNotBlank();

        JsonNode runs = agent.call("runs", "{\"param.rsi_min\": [70, 75], \"sort\": \"total_return\", \"limit\": 3}");
        assertThat(runs.path("runs")).hasSize(3).allSatisfy(run -> {
            assertThat(run.path("verdict_note").asString()).isNotBlank();
            assertThat(run.at("/params/rsi_min").asInt()).isIn(70, 75);
        });
        String hash = runs.at("/runs/0/params_hash").asString();
        JsonNode assessed = agent.call("assess", "{\"params_hash\": \"" + hash + "\", \"wait_seconds\": 50}");
        assertThat(assessed.at("/verdict/outcome").asString()).isNotBlank();
        assertThat(agent.call("read_verdict", "{\"params_hash\": \"" + hash + "\"}")
                        .at("/verdict/outcome"))
                .isEqualTo(assessed.at("/verdict/outcome"));
        assertThat(Json.MAPPER.readTree(agent.read("quarry://runs/" + hash)).path("verdict"))
                .isEqualTo(assessed.at("/verdict/outcome"));
        assertThat(Json.MAPPER
                        .readTree(agent.read("quarry://strategies/turtle_trading"))
                        .path("name")
                        .asString())
                .isEqualTo("turtle_trading");
    }

    @Test
    @Order(4)
    void what_an_agent_tries_one_by_one_is_counted_too() {
        String params = "{\"params\": {" + MARKET.replace("2014-01-01", "2014-02-01") + ", \"rsi_min\": %d}}";

        assertThat(agent.call("backtest", params.replace("%d", "61"))
                        .path("trials")
                        .asLong())
                .isEqualTo(1);
        assertThat(agent.call("backtest", params.replace("%d", "62"))
                        .path("trials")
                        .asLong())
                .isEqualTo(2);
        assertThat(agent.call("backtest", params.replace("%d", "62"))
                        .path("trials")
                        .asLong())
                .isEqualTo(2);

        JsonNode searched = agent.call(
                "search",
                "{\"kind\": \"discover\", \"wait_seconds\": 50, \"payload\": {"
                        + MARKET.replace("2014-01-01", "2014-02-01")
                        + ", \"param_grid\": {\"rsi_min\": [64, 66, 68]}}}");
        assertThat(searched.at("/result/assessment/trials").asLong()).isEqualTo(5);
    }

    @Test
    @Order(5)
    void what_goes_wrong_is_told_as_a_problem_with_field_and_value() {
        JsonNode payload = agent.refused(
                "search", "{\"kind\": \"optimize\", \"payload\": {" + MARKET + ", \"metric\": \"luck\", \"grit\": 1}}");
        assertThat(payload.path("status").asInt()).isEqualTo(422);
        assertThat(payload.path("errors").toString()).contains("payload.metric", "luck", "payload.grit");
        assertThat(agent.refused("search", "{\"kind\": \"guess\", \"payload\": {}}")
                        .at("/errors/0/reason")
                        .asString())
                .contains("guess");
        assertThat(agent.refused("backtest", "{\"params\": {" + MARKET + ", \"rsi_min\": \"much\"}}")
                        .toString())
                .contains("params.rsi_min", "much");
        assertThat(agent.refused("job", "{\"job_id\": 999999}").path("status").asInt())
                .isEqualTo(404);
        assertThat(agent.refused("job", "{\"job_id\": 1, \"wait_seconds\": 4000}")
                        .toString())
                .contains("wait_seconds", "4000");
        assertThat(agent.refused("read_verdict", "{}").path("status").asInt()).isEqualTo(422);
        assertThat(agent.refused("read_verdict", "{\"params_hash\": \"xyz\"}").toString())
                .contains("params_hash", "xyz");
        assertThat(agent.refused("runs", "{\"wins\": {\"a\": 1}}").toString()).contains("wins");
        assertThat(agent.refused("surface", "{\"job_id\": 1, \"x\": \"a\", \"y\": \"b\"}")
                        .path("status")
                        .asInt())
                .isEqualTo(409);
    }
}
