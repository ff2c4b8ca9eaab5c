package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.server.Api.Answer;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The application on the real server, with PostgreSQL and a broker, as its clients see it. */
@OnTestedServer
class WholePathIT {

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z"
            """;

    @ArquillianResource
    private URL base;

    private Api api;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(new File("target/quarry.war"))
                .as(WebArchive.class)
                .addPackage(SleepHandler.class.getPackage());
    }

    @BeforeEach
    void client() {
        api = new Api(URI.create(base.toString().replace("localhost", "127.0.0.1")));
    }

    @Test
    void health_is_up_when_database_broker_schema_and_consumers_are_there() {
        Answer health = api.get("/health/ready");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().get("status").asString()).isEqualTo("UP");
        assertThat(health.body().get("checks").valueStream().map(c -> c.get("name")
                        .asString()))
                .containsExactlyInAnyOrder("database", "broker", "migrations", "startup", "consumers", "heartbeat");
    }

    @Test
    void a_job_is_shown_field_for_field_as_the_contract_says() {
        Answer answer =
                api.post("/v1/jobs", "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": 1}, \"priority\": 3}");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode job = answer.body().get("job");
        long id = job.get("id").asLong();
        assertThat(job.propertyNames())
                .contains(
                        "id",
                        "job_type",
                        "status",
                        "priority",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "heartbeat_at",
                        "worker_id",
                        "progress_current",
                        "progress_total",
                        "progress_message",
                        "payload",
                        "result",
                        "error");
        assertThat(job.get("status").asString()).isEqualTo("queued");
        assertThat(job.get("priority").asInt()).isEqualTo(3);
        assertThat(job.get("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00");
        assertThat(answer.raw().headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("/v1/jobs/" + id);

        JsonNode done = api.await(id, "succeeded");
        assertThat(done.get("result").toString()).isEqualTo("{\"slept_millis\":1,\"ratio\":null}");
        assertThat(done.get("payload").toString()).isEqualTo("{\"millis\":1}");
        assertThat(messages(id)).hasSize(4).element(0).isEqualTo("Job enqueued");
        assertThat(messages(id).get(1)).startsWith("Claimed job type=test_sleep worker_id=");
        assertThat(messages(id).subList(2, 4)).containsExactly("Starting execution", "Completed successfully");
    }

    @Test
    void a_failure_is_a_sentence_and_an_unexpected_one_hides_its_stack_trace() {
        long message = api.enqueue("/v1/jobs", sleep(0, "fail"));
        long crashed = api.enqueue("/v1/jobs", sleep(0, "crash"));

        assertThat(api.await(message, "failed").get("error").asString())
                .isEqualTo("Told to fail; post it again without outcome");
        String error = api.await(crashed, "failed").get("error").asString();
        assertThat(error).startsWith("Unexpected IllegalStateException").doesNotContain("\tat ");
        assertThat(messages(crashed)).last().isEqualTo(error);
    }

    @Test
    void what_a_handler_writes_in_a_transaction_that_breaks_off_is_not_kept() {
        long id = api.enqueue("/v1/jobs", "{\"job_type\": \"test_rollback\"}");

        assertThat(api.await(id, "succeeded").get("result").get("thrown").asString())
                .isEqualTo("IllegalArgumentException broken off");
        assertThat(messages(id)).contains("kept").doesNotContain("rolled back");
    }

    @Test
    void a_schedule_that_fires_outside_any_transaction_enqueues_one_job() {
        long id = api.enqueue("/v1/jobs", "{\"job_type\": \"test_fire\"}");

        JsonNode result = api.await(id, "succeeded").get("result");

        long fired = result.get("first").asLong();
        assertThat(result.get("second").asLong()).as("the job of the only fire").isEqualTo(fired);
        api.await(fired, "succeeded");
        assertThat(messages(fired)).startsWith("Job enqueued");
    }

    @Test
    void schedules_are_kept_changed_paused_and_run_by_hand() {
        String route = "/v1/schedules/nightly";
        Answer put = api.send(
                api.request(route).header("Content-Type", "application/json").PUT(BodyPublishers.ofString("""
                        {"job_type": "leaderboard_refresh", "cron": "0 3 * * *", "time_zone": "Europe/Berlin"}
                        """)));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().get("next_fire").isNull()).isFalse();
        assertThat(api.post(route + "/pause", "").body().get("next_fire").isNull())
                .isTrue();
        long job = api.post(route + "/run", "").body().get("job_id").asLong();
        api.await(job, "succeeded");
        assertThat(api.post(route + "/resume", "").body().get("next_fire").isNull())
                .isFalse();
        Answer wrong = api.send(
                api.request(route).header("Content-Type", "application/json").PUT(BodyPublishers.ofString("""
                        {"job_type": "leaderboard_refresh", "payload": {"top_n": "many"}, "cron": "0 3 * * *"}
                        """)));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().get("errors").toString()).contains("payload.top_n");
        assertThat(api.send(api.request(route).DELETE()).status()).isEqualTo(204);
        assertThat(api.get(route).status()).isEqualTo(404);
    }

    @Test
    void a_running_job_stops_soon_after_it_is_canceled_and_keeps_nothing() {
        long id = api.enqueue("/v1/jobs", sleep(30_000, null));
        api.awaitUntil(id, job -> job.get("progress_current").asLong() > 0, "progress");

        Answer canceled = api.post("/v1/jobs/" + id + "/cancel", "");

        assertThat(canceled.status()).isEqualTo(200);
        assertThat(canceled.body().get("status").asString()).isEqualTo("canceled");
        assertThat(canceled.body().get("finished_at").isNull()).isFalse();
        assertThat(messages(id)).endsWith("Cancel requested", "Job canceled");
        Answer again = api.post("/v1/jobs/" + id + "/cancel", "");
        assertThat(again.body().get("finished_at")).isEqualTo(canceled.body().get("finished_at"));
        assertThat(messages(id)).last().isEqualTo("Cancel requested");
        assertThat(api.job(id).get("result").isNull()).isTrue();
    }

    @Test
    void lists_are_newest_first_and_filtered() {
        long first = api.enqueue("/v1/jobs", sleep(0, null));
        long second = api.enqueue("/v1/jobs", sleep(0, null));
        api.await(first, "succeeded");
        api.await(second, "succeeded");

        List<Long> ids = ids(api.get("/v1/jobs?job_type=test_sleep&status=succeeded&limit=2"));
        assertThat(ids).containsExactly(second, first);
        assertThat(ids(api.get("/v1/jobs?job_type=test_sleep&status=succeeded&limit=1&offset=1")))
                .containsExactly(first);
        assertProblem(api.get("/v1/jobs?status=nonsense"), 422, "status");
    }

    @Test
    void bad_input_is_a_problem_that_names_the_field() {
        assertProblem(api.post("/v1/jobs", "{\"job_type\": \"nope\"}"), 422, "job_type");
        assertProblem(api.post("/v1/jobs", "{\"payload\": []}"), 422, "job_type");
        assertProblem(api.post("/v1/jobs", sleep(99_999_999, null)), 422, "millis");
        assertProblem(api.post("/v1/jobs", "{\"job_type\": \"test_sleep\", \"payload\": [1]}"), 422, "payload");
        assertProblem(api.post("/v1/jobs", "[]"), 422, "body");
        assertProblem(api.post("/v1/leaderboard/refresh", "{\"symbol\": \"a\\u0000\"}"), 422, "symbol");
        assertProblem(api.post("/v1/leaderboard/refresh?priority=high", ""), 422, "priority");
        assertProblem(api.get("/v1/jobs?status=%00"), 422, "status");
        assertProblem(api.post("/v1/jobs", "{\"job_type\": \"test_sleep\", \"color\": 1}"), 422, "color");
        assertProblem(api.get("/v1/jobs?limit=0"), 422, "limit");
        assertProblem(api.get("/v1/jobs?limit=201"), 422, "limit");
        assertProblem(api.get("/v1/jobs?limit=many"), 422, "limit");
        assertProblem(api.get("/v1/jobs?offset=-1"), 422, "offset");
        assertProblem(api.get("/v1/jobs/seven"), 422, "id");
        assertProblem(api.get("/v1/jobs/1/events?limit=501"), 422, "limit");
        assertProblem(api.post("/v1/jobs", "{broken"), 400, null);
        assertProblem(api.get("/v1/jobs/999999999"), 404, null);
        assertProblem(api.get("/v1/jobs/999999999/events"), 404, null);
        assertProblem(api.post("/v1/jobs/999999999/cancel", ""), 404, null);
        assertProblem(api.get("/v1/nothing"), 404, null);
        // The path of an exchange that is a client here, not a route.
        assertProblem(api.get("/v1/api/v3/klines"), 404, null);
        assertProblem(api.get("/nothing"), 404, null);
        assertProblem(api.send(api.request("/v1/prices/import").POST(BodyPublishers.noBody())), 422, "file");
        assertProblem(
                api.send(api.request("/v1/jobs")
                        .header("Content-Type", "nonsense")
                        .POST(BodyPublishers.ofString("{}"))),
                400,
                null);
        assertProblem(
                api.send(api.request("/v1/jobs")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                null);
        Answer deleted = api.send(api.request("/v1/jobs").DELETE());
        assertProblem(deleted, 405, null);
        assertThat(deleted.raw().headers().firstValue("Allow")).get().asString().contains("POST");
    }

    @Test
    void a_refresh_needs_neither_a_body_nor_a_content_type() {
        for (String body : new String[] {"", "null", "{\"top_n\": 3}"}) {
            Answer answer = api.send(api.request("/v1/leaderboard/refresh").POST(BodyPublishers.ofString(body)));
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        }
    }

    @Test
    void the_root_is_a_page_and_openapi_lists_the_routes() {
        Answer page = api.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.raw().body()).contains("<title>Quarry</title>", "href=\"/openapi\"");

        Answer routes = api.get("/openapi");
        assertThat(routes.status()).isEqualTo(200);
        assertThat(routes.raw().body())
                .contains("/v1/jobs/{id}/events", "/v1/discover", "/v1/prices/import", "/v1/leaderboard/refresh");
    }

    @Test
    void openapi_describes_the_body_and_the_options_of_every_route_that_enqueues() {
        JsonNode document = api.get("/openapi?format=JSON").body();
        for (String route : List.of(
                "discover",
                "optimize",
                "discovery/reevaluate",
                "leaderboard/refresh",
                "patterns/refresh",
                "prices/ingest")) {
            JsonNode operation = document.at("/paths").path("/v1/" + route).path("post");
            String reference = operation
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asString();
            JsonNode schema = document.at(reference.substring(1));
            assertThat(schema.at("/properties/exchange/type").asString())
                    .as(route)
                    .isEqualTo("string");
            assertThat(schema.at("/properties/exchange/description").asString()).isNotBlank();
            assertThat(operation.get("summary").asString()).isNotBlank();
        }
        for (String route : List.of(
                "discover",
                "optimize",
                "discovery/reevaluate",
                "leaderboard/refresh",
                "patterns/refresh",
                "prices/ingest",
                "prices/import",
                "jobs",
                "jobs/batch")) {
            assertThat(document.at("/paths")
                            .path("/v1/" + route)
                            .at("/post/parameters")
                            .valueStream()
                            .map(parameter -> parameter.get("name").asString()))
                    .as(route)
                    .containsExactly(
                            "priority",
                            "run_at",
                            "max_attempts",
                            "timeout_seconds",
                            "unique",
                            "concurrency_key",
                            "after",
                            "after_failure",
                            "callback_url",
                            "Idempotency-Key");
        }
        JsonNode discover = document.at("/components/schemas/DiscoverPayload");
        assertThat(discover.at("/properties/win_criteria/properties/max_drawdown/default")
                        .asInt())
                .isEqualTo(20);
        assertThat(discover.at("/properties").propertyNames()).startsWith("markets", "exchange", "symbol");
        assertThat(document.at("/components/schemas/JobRequest/properties/job_type/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("discover", "prices_watch", "batch");
    }

    @Test
    void openapi_lists_the_sources_of_prices_that_there_are() {
        JsonNode listed = api.get("/openapi?format=JSON")
                .body()
                .at("/components/schemas/PricesIngestPayload/properties/source/enum");

        Answer refused = api.post("/v1/prices/ingest", "{" + MARKET + ", \"source\": \"elsewhere\"}");

        assertProblem(refused, 422, "source");
        assertThat(refused.body().at("/errors/0/reason").asString())
                .isEqualTo("must be one of "
                        + listed.valueStream()
                                .map(JsonNode::asString)
                                .collect(java.util.stream.Collectors.joining(", ")));
    }

    @Test
    void a_payload_that_is_refused_leaves_no_job() {
        int before = ids(api.get("/v1/jobs?limit=200&job_type=discover")).size();

        assertProblem(
                api.post("/v1/discover", "{" + MARKET + ", \"param_grid\": {\"rsi_mni\": [70]}}"),
                422,
                "param_grid.rsi_mni");

        assertThat(ids(api.get("/v1/jobs?limit=200&job_type=discover"))).hasSize(before);
    }

    @Test
    void grids_and_presets_can_be_looked_up() {
        assertThat(api.get("/v1/grids").body().get("grids")).hasSize(8);
        assertThat(api.get("/v1/presets").body().get("presets")).hasSize(14);
    }

    @Test
    void other_origins_are_not_let_in_by_default() {
        Answer answer = api.send(api.request("/v1/jobs").header("Origin", "https://elsewhere.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private void leaderboardRoutes(JsonNode strategies) {
        JsonNode newest = api.get("/v1/leaderboard/snapshots?limit=1").body().at("/snapshots/0");
        assertThat(newest.get("strategies").asInt()).isEqualTo(5);
        String snapshot = "/v1/leaderboard/snapshots/" + newest.get("id").asLong();
        assertThat(api.get(snapshot).body().at("/payload/strategies")).hasSize(5);
        assertThat(api.get(snapshot + "/diff?to=" + newest.get("id").asLong())
                        .body()
                        .get("unchanged")
                        .asInt())
                .isEqualTo(5);
        assertProblem(api.get("/v1/leaderboard/snapshots/0"), 404, null);
        assertProblem(api.get("/v1/leaderboard/snapshots?cursor=x"), 422, "cursor");
        assertThat(api.get("/v1/leaderboard/winners?timeframe=30m&limit=3")
                        .body()
                        .get("strategies"))
                .hasSize(3);
        assertThat(api.get("/v1/leaderboard/recommendations?profile=aggressive")
                        .body()
                        .get("strategies"))
                .hasSize(5);
        assertThat(api.get("/v1/leaderboard/presets?top_n=2&prefix=mine")
                        .body()
                        .get("presets")
                        .propertyNames())
                .containsExactly("mine_1", "mine_2");
        assertThat(api.get("/v1/leaderboard/compare?a=%s&b=%s"
                                .formatted(
                                        strategies.get(0).get("params_hash").asString(),
                                        strategies.get(1).get("params_hash").asString()))
                        .body()
                        .get("parameters"))
                .isNotEmpty();
        assertProblem(api.get("/v1/leaderboard/compare?a=1&b=2"), 422, "a");
        assertProblem(api.get("/v1/leaderboard/winners?timeframe=2w"), 422, "timeframe");
    }

    @Test
    void a_discovery_goes_from_prices_to_leaderboard_and_rules() {
        long ingestion = api.enqueue("/v1/prices/ingest", "{" + MARKET + "}");
        assertThat(api.await(ingestion, "succeeded")
                        .get("result")
                        .get("rows_returned")
                        .asInt())
                .isEqualTo(9399);

        int runsOfOthers = totalRuns();
        long discovery = api.enqueue(
                "/v1/discover",
                "{" + MARKET + ", \"base_params\": {\"trade_direction\": \"Both\"}, \"param_grid\": "
                        + "{\"rsi_min\": [66, 68, 70, 72], \"entry_band_mode\": [\"Either\", \"KC\", \"BB\"],"
                        + " \"stop_pct\": [1.5, 2.0, 2.5], \"exit_level\": [\"mid\", \"lower\"]},"
                        + " \"win_criteria\": {\"min_total_return\": -100, \"min_profit_factor\": 0, \"max_drawdown\": 100}}");
        JsonNode summary = api.await(discovery, "succeeded").get("result").get("summary");
        assertThat(summary.get("total_tested").asInt()).isEqualTo(72);
        assertThat(summary.get("new_tested").asInt()).isEqualTo(72);

        long leaderboard = api.enqueue("/v1/leaderboard/refresh", "{\"top_n\": 5}");
        api.await(leaderboard, "succeeded");
        JsonNode strategies = api.get("/v1/leaderboard").body().get("payload").get("strategies");
        assertThat(strategies).hasSize(5);
        assertThat(strategies.get(0).get("rank").asInt()).isEqualTo(1);
        assertThat(strategies.get(0).get("metrics").get("total_return").asDouble())
                .isGreaterThanOrEqualTo(
                        strategies.get(4).get("metrics").get("total_return").asDouble());

        assertThat(strategies.get(0).at("/assessment/verdict/sentence").asString())
                .isNotBlank();
        leaderboardRoutes(strategies);
        theVerdictGoesWithTheRun(strategies.get(0));

        api.await(api.enqueue("/v1/patterns/refresh", "{\"min_confidence\": 0}"), "succeeded");
        assertThat(api.get("/v1/patterns/values?parameter=rsi_min").body().get("values"))
                .hasSize(4);
        assertThat(api.get("/v1/patterns/ranges?parameter=stop_pct").body().get("ranges"))
                .hasSize(3);
        assertThat(api.get("/v1/patterns/pairs?limit=3&sort=lift").body().get("pairs"))
                .hasSize(3);
        assertProblem(api.get("/v1/patterns/pairs?sort=luck"), 422, "sort");
        assertThat(api.get("/v1/patterns?min_confidence=0").body().get("rules")).isNotEmpty();
        assertThat(totalRuns() - runsOfOthers).isEqualTo(72);

        everyTestedRunCanBeAskedFor(discovery);

        long optimisation = api.enqueue(
                "/v1/optimize",
                "{" + MARKET
                        + ", \"param_grid\": {\"rsi_min\": [68, 70], \"stop_pct\": [1.5, 2.0]}, \"min_trades\": 1}");
        JsonNode result = api.await(optimisation, "succeeded").get("result");
        assertThat(result.get("kind").asString()).isEqualTo("grid_search");
        assertThat(result.get("results").get("records")).isNotEmpty();
        assertThat(result.at("/assessment/verdict/sentence").asString()).isNotBlank();
        assertThat(result.at("/assessment/trials").asInt()).isGreaterThanOrEqualTo(76);
        checkFollowUps(optimisation, result);
        aWinnerIsTestedOnWhatItsSearchDidNotSee();

        Answer backtest = api.post("/v1/backtest", "{\"params\": {" + MARKET + ", \"trade_direction\": \"Both\"}}");
        assertThat(backtest.status()).isEqualTo(200);
        assertThat(backtest.body().get("stats").get("trades").asInt()).isPositive();
        assertThat(backtest.body().get("equity_curve")).hasSize(9399);
    }

    private void theVerdictGoesWithTheRun(JsonNode best) {
        String hash = best.get("params_hash").asString();
        String verdict = best.at("/assessment/verdict/outcome").asString();
        assertThat(best.get("verdict").asString()).isEqualTo(verdict);
        assertThat(api.get("/v1/discovery/runs?params_hash=" + hash).body().at("/runs/0/verdict"))
                .isEqualTo(best.get("verdict"));
        assertThat(api.get("/v1/discovery/runs/" + hash).body().get("verdict")).isEqualTo(best.get("verdict"));
        assertThat(api.get("/v1/discovery/runs/" + hash + "/preset").body().get("verdict"))
                .isEqualTo(best.get("verdict"));
        assertThat(api.get("/v1/leaderboard/winners?limit=1").body().at("/strategies/0/verdict"))
                .isEqualTo(best.get("verdict"));
    }

    /** The search ends before the prices do. */
    private void aWinnerIsTestedOnWhatItsSearchDidNotSee() {
        String seen = MARKET.replaceFirst("(\"end_ts\": )\"[^\"]*\"", "$1\"2014-04-30\"");
        long search = api.enqueue(
                "/v1/discover",
                "{" + seen
                        + ", \"base_params\": {\"trade_direction\": \"Both\"}, \"param_grid\": {\"rsi_min\": [52, 55]},"
                        + " \"win_criteria\": {\"min_total_return\": -100, \"min_profit_factor\": 0, \"max_drawdown\": 100}}");
        api.await(search, "succeeded");
        JsonNode run = api.get("/v1/discovery/runs?job_id=" + search).body().at("/runs/0");
        String path = "/v1/runs/" + run.get("params_hash").asString() + "/forward";

        JsonNode result = api.await(api.enqueue(path, "{\"end_ts\": \"2014-06-30\"}"), "succeeded")
                .get("result");
        assertThat(result.at("/in_sample/total_return_pct").asDouble())
                .isEqualTo(run.at("/metrics/total_return").asDouble());
        assertThat(result.at("/out_of_sample/first_bar").asString()).isEqualTo("2014-05-01T00:00:00+00:00");
        assertThat(result.at("/out_of_sample/days").asInt()).isEqualTo(61);
        assertThat(result.get("outcome").asString()).isIn("below", "inside", "above");
        assertThat(result.at("/expected/total_return_pct/lower").asDouble())
                .isLessThan(result.at("/expected/total_return_pct/upper").asDouble());

        assertProblem(api.post(path, "{\"start_ts\": \"2014-04-01\"}"), 422, "start_ts");
        assertProblem(api.post(path, "{\"begin\": 1}"), 422, "begin");
        assertProblem(api.post("/v1/runs/x/forward", "{}"), 422, "params_hash");
        assertThat(api.post("/v1/runs/0000000000000000/forward", "{}").status()).isEqualTo(404);
        assertThat(api.post("/v1/jobs/" + search + "/forward", "{}").status()).isEqualTo(409);
        aWinnerIsFrozen(run);
    }

    private void aWinnerIsFrozen(JsonNode run) {
        String hash = run.get("params_hash").asString();
        JsonNode born = api.post("/v1/frozen", "{\"params_hash\": \"%s\", \"name\": \"Mine\"}".formatted(hash))
                .body();
        assertThat(born.at("/in_sample/total_return_pct").asDouble())
                .isEqualTo(run.at("/metrics/total_return").asDouble());
        assertThat(born.at("/frozen/verdict_note").asString()).contains("/v1/runs/" + hash + "/assess");

        long look = api.post("/v1/schedules/frozen_extend/run", "")
                .body()
                .get("job_id")
                .asLong();
        assertThat(api.await(look, "succeeded").at("/result/checked").asInt()).isEqualTo(1);
        JsonNode listed = api.get("/v1/frozen?limit=1").body().at("/frozen/0");
        assertThat(listed.get("name").asString()).isEqualTo("Mine");
        assertThat(listed.get("checked_at").isNull()).isFalse();
        assertThat(listed.get("last_error").isNull()).isTrue();
        assertThat(listed.get("bars").asInt()).isZero();

        assertProblem(api.post("/v1/frozen", "{}"), 422, "params_hash");
        assertThat(api.post("/v1/frozen", "{\"params_hash\": \"0000000000000000\"}")
                        .status())
                .isEqualTo(404);
        assertProblem(api.get("/v1/frozen?cursor=x"), 422, "cursor");
        String path = "/v1/frozen/" + listed.get("id").asLong();
        assertThat(api.get(path).body().at("/params/rsi_min").isNumber()).isTrue();
        assertThat(api.send(api.request(path).DELETE()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    private int totalRuns() {
        return api.get("/v1/discovery/stats")
                .body()
                .get("stats")
                .get("total_runs")
                .asInt();
    }

    private void everyTestedRunCanBeAskedFor(long discovery) {
        String runs = "/v1/discovery/runs?job_id=" + discovery + "&param.rsi_min=70&sort=max_drawdown&limit=10";
        JsonNode first = api.get(runs).body();
        assertThat(first.get("runs")).hasSize(10);
        assertThat(first.get("count").asInt()).isEqualTo(18);
        String cursor = first.get("next_cursor").asString();
        JsonNode second = api.get(runs + "&cursor=" + cursor).body();
        assertThat(second.get("runs")).hasSize(8);
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertProblem(api.get("/v1/discovery/runs?cursor=" + cursor), 422, "cursor");
        assertProblem(api.get("/v1/discovery/runs?param.rsi=1"), 422, "param.rsi");

        JsonNode run = second.get("runs").get(7);
        String path = "/v1/discovery/runs/" + run.get("params_hash").asString();
        JsonNode whole = api.get(path).body();
        JsonNode again =
                api.post("/v1/backtest", whole.get("backtest").toString()).body();
        assertThat(again.get("stats").get("total_equity_return_pct"))
                .isEqualTo(run.get("metrics").get("total_return"));
        assertThat(api.get(path + "/preset?name=Mine").body().get("name").asString())
                .isEqualTo("Mine");
        assertThat(api.get("/v1/discovery/runs/0000000000000000").status()).isEqualTo(404);
        assertProblem(api.get("/v1/discovery/runs/x"), 422, "params_hash");
        aRunIsPerturbed(run.get("params_hash").asString());

        JsonNode judged = api.await(
                        api.enqueue(
                                "/v1/discovery/reevaluate",
                                "{\"job_id\": " + discovery + ", \"win_criteria\": {\"min_trades\": 1000000}}"),
                        "succeeded")
                .get("result");
        assertThat(judged.get("runs").asInt()).isEqualTo(72);
        assertThat(judged.get("winners_after").asInt()).isZero();
        assertThat(judged.get("became_losers")).isEqualTo(judged.get("winners_before"));
    }

    private void aRunIsPerturbed(String hash) {
        String path = "/v1/runs/" + hash + "/assess";
        JsonNode result =
                api.await(api.enqueue(path + "?perturb=true", ""), "succeeded").get("result");
        assertThat(result.at("/perturbation/yearly_sharpe")).isEqualTo(result.at("/assessment/daily_sharpe"));
        assertThat(result.at("/perturbation/resampled_markets/draws").asInt()).isEqualTo(1_000);
        assertProblem(api.post(path + "?perturb=maybe", ""), 422, "perturb");
        assertProblem(
                api.post(
                        "/v1/optimize",
                        "{" + MARKET
                                + ", \"grid\": \"QUICK\", \"validation_mode\": \"cpcv\", \"cpcv\": {\"groups\": 2}}"),
                422,
                "cpcv.groups");
    }

    private void checkFollowUps(long optimisation, JsonNode result) {
        String job = "/v1/jobs/" + optimisation;
        Answer surface = api.get(job + "/surface?x=rsi_min&y=stop_pct&metric=win_rate");
        assertThat(surface.status()).as(surface.raw().body()).isEqualTo(200);
        assertThat(surface.body().get("cells")).hasSize(2);
        assertThat(surface.body().at("/cells/0/0/count").asInt()).isEqualTo(1);
        assertThat(api.get(job + "/surface?x=rsi_min&y=cash").status()).isEqualTo(422);
        assertThat(api.get("/v1/jobs/1/surface?x=rsi_min&y=cash").status()).isEqualTo(409);
        assertThat(api.get("/v1/jobs/99999/surface?x=a&y=b").status()).isEqualTo(404);

        Answer preset = api.get(job + "/preset?row=0&key=mine");
        assertThat(preset.status()).as(preset.raw().body()).isEqualTo(200);
        assertThat(preset.body().at("/parameters/rsi_min")).isEqualTo(result.at("/results/records/0/rsi_min"));

        assertThat(api.get(job).status()).isEqualTo(200);
        assertThat(api.get(job + "/events").status()).isEqualTo(200);
        assertThat(api.post("/v1/grids", "{\"steps\": 2}").body().get("size").asInt())
                .isEqualTo(128);
        assertThat(api.post("/v1/grids", "{\"steps\": 1}").status()).isEqualTo(422);
    }

    @Test
    void an_uploaded_file_becomes_a_series() {
        String csv = "timestamp,open,high,low,close,volume\n"
                + "2020-01-01T00:00:00Z,1,2,0.5,1.5,10\n"
                + "2020-01-01T01:00:00Z,1.5,2,1,1.2,5\n"
                + "2020-01-01T02:00:00Z,oops,2,1,1.2,5\n";
        Answer answer = api.upload(
                "/v1/prices/import",
                Map.of("symbol", "UP/LOAD", "timeframe", "1h"),
                "prices.csv",
                csv.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);

        JsonNode result = api.await(answer.body().get("job").get("id").asLong(), "succeeded")
                .get("result");

        assertThat(result.get("rows_accepted").asInt()).isEqualTo(2);
        assertThat(result.get("rows_refused").asInt()).isEqualTo(1);
        assertThat(result.get("refused").get(0).get("line").asInt()).isEqualTo(4);
        JsonNode coverage = api.get("/v1/prices/coverage").body().get("coverage");
        assertThat(coverage.valueStream()
                        .filter(c -> "UP/LOAD".equals(c.get("symbol").asString())))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.get("exchange").asString()).isEqualTo("file");
                    assertThat(c.get("min_ts_ms").asLong()).isEqualTo(1577836800000L);
                    assertThat(c.get("rows").asInt()).isEqualTo(2);
                });
    }

    private static String sleep(long millis, String outcome) {
        String message = outcome == null ? "" : ", \"outcome\": \"" + outcome + "\"";
        return "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": " + millis + message + "}}";
    }

    private List<String> messages(long id) {
        List<String> messages = new ArrayList<>();
        api.get("/v1/jobs/" + id + "/events")
                .body()
                .get("events")
                .forEach(e -> messages.add(e.get("message").asString()));
        return messages;
    }

    private static List<Long> ids(Answer list) {
        List<Long> ids = new ArrayList<>();
        list.body().get("jobs").forEach(j -> ids.add(j.get("id").asLong()));
        return ids;
    }

    private static void assertProblem(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.raw().headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("application/problem+json");
        assertThat(answer.body().get("status").asInt()).isEqualTo(status);
        assertThat(answer.body().get("detail").asString()).isNotBlank();
        if (field != null) {
            assertThat(answer.body().get("errors").valueStream().map(e -> e.get("field")
                            .asString()))
                    .contains(field);
        }
    }
}
