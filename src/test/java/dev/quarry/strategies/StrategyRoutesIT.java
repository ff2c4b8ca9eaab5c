package dev.quarry.strategies;

import static dev.quarry.search.Payloads.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.engine.SampleBars;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.StoredBars;
import dev.quarry.platform.http.JsonBody;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.Payloads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.functions.Functions;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StrategyRoutesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final StrategyStore store = new StrategyStore(DATABASE.database(), DATABASE.transactions());
    private final StrategyCatalog catalog = new StrategyCatalog(store);
    private final StrategyCheck check = new StrategyCheck(catalog, StoredBars.history(DATABASE), 10_000, 1_000, 2_000);
    private final StrategiesResource routes =
            new StrategiesResource(catalog, store, new RunLedger(DATABASE.database()), check, null);

    @BeforeAll
    static void prices_are_stored() {
        StoredBars.write(DATABASE, new Series("bitstamp", "BTCUSD", Timeframe.M30), SampleBars.bars());
    }

    @BeforeEach
    void nothing_is_stored() {
        DATABASE.empty("strategy", "strategy_version", "strategy_text", "backtest_setup", "backtest_outcome");
    }

    @Test
    void a_definition_is_stored_as_a_version_and_one_that_is_the_same_is_none() {
        StrategiesResource.StrategyStored first = put("turtle", turtle());
        ObjectNode sorted = object("{}");
        turtle().properties().stream()
                .sorted((a, b) -> a.getKey().compareTo(b.getKey()))
                .forEach(field -> sorted.set(field.getKey(), field.getValue()));

        assertThat(first).isEqualTo(new StrategiesResource.StrategyStored("turtle", 1, first.digest(), true));
        assertThat(put("turtle", sorted))
                .isEqualTo(new StrategiesResource.StrategyStored("turtle", 1, first.digest(), false));
        assertThat(put("turtle", turtle().put("description", "Another one")).version())
                .isEqualTo(2);
        assertThat(put("turtle", turtle()).version())
                .as("what was before is new again")
                .isEqualTo(3);

        StrategyDetail newest = routes.find("turtle", null);
        assertThat(newest.version()).isEqualTo(3);
        assertThat(newest.digest()).isEqualTo(first.digest());
        assertThat(newest.definition()).isEqualTo(turtle());
        assertThat(newest.versions()).extracting(StrategyStore.Version::version).containsExactly(3, 2, 1);
        assertThat(newest.versions()).allSatisfy(one -> {
            assertThat(one.storedBy()).isEqualTo("ada");
            assertThat(one.storedAt()).isNotNull();
        });
        assertThat(routes.find("turtle@2", null).description()).isEqualTo("Another one");
        assertThat(routes.find("turtle", "2")).isEqualTo(routes.find("turtle@2", null));
    }

    @Test
    void a_definition_that_a_request_brought_along_is_found_by_its_digest_and_is_no_version() {
        String digest = put("turtle", turtle()).digest();

        StrategyDetail detail = routes.find("turtle@sha256:" + digest, null);

        assertThat(detail.origin()).isEqualTo("inline");
        assertThat(detail.definition()).isEqualTo(turtle());
        assertThat(detail.versions()).isEmpty();
        StrategySummary shipped = routes.list(null, null).strategies().get(1);
        assertThat(routes.find(shipped.name() + "@sha256:" + shipped.digest(), null)
                        .origin())
                .isEqualTo("shipped");
        assertThat(routes.find("rsi_bands", null).origin()).isEqualTo("built_in");
    }

    @Test
    void a_strategy_tells_its_parameters_settings_and_grids() {
        put("turtle", turtle());

        JsonNode told = Json.MAPPER.valueToTree(routes.find("turtle", null));

        assertThat(told.at("/parameters")).hasSize(4);
        assertThat(told.at("/parameters/0")).isEqualTo(object("""
                {"name": "entry_bars", "type": "integer", "default": 20, "minimum": 2.0, "exclusive_minimum": false,
                 "maximum": 500.0, "choices": [], "optional": false, "description": "bars of the entry channel",
                 "only_if": []}"""));
        assertThat(told.at("/parameters/3/only_if/0")).isEqualTo(object("""
                {"parameter": "trend", "value": true}"""));
        assertThat(told.at("/grids/0/name").asString()).isEqualTo("quick");
        assertThat(told.at("/grids/0/combinations").intValue()).isEqualTo(12);
        assertThat(told.at("/long").booleanValue()).isTrue();
        assertThat(setting(told, "stop_mode").get("default").asString()).isEqualTo("ATR");
        assertThat(setting(told, "use_stop").get("default").booleanValue()).isFalse();
        assertThat(setting(told, "max_bars_in_trade").get("default").isNull()).isTrue();
    }

    @Test
    void the_built_in_family_is_listed_first_and_tells_its_parameters() {
        put("zebra", turtle().without("name"));
        put("Turtle", turtle().without("name"));
        put("ant", turtle().without("name"));

        StrategiesResource.StrategyPage all = routes.list(null, null);
        assertThat(all.strategies())
                .extracting(StrategySummary::name)
                .startsWith("rsi_bands")
                .endsWith("Turtle", "ant", "zebra");
        assertThat(all.nextCursor()).isNull();
        assertThat(paged(1)).isEqualTo(all.strategies());
        assertThat(paged(2)).isEqualTo(all.strategies());
        JsonNode builtIn = Json.MAPPER.valueToTree(routes.find("rsi_bands", null));
        assertThat(builtIn.get("definition").isNull()).isTrue();
        assertThat(builtIn.at("/parameters").valueStream().map(p -> p.get("name")
                        .asString()))
                .contains("rsi_min", "bb_std");
        assertThat(setting(builtIn, "trail_pct")).isEqualTo(object("""
                {"name": "trail_pct", "type": "number", "default": 1.0, "minimum": 0.0, "exclusive_minimum": true,
                 "maximum": 100.0, "choices": [], "optional": false, "description": "",
                 "only_if": [{"parameter": "use_trailing", "value": true}]}"""));
        assertThat(all.strategies().get(0).parameters())
                .isEqualTo(builtIn.at("/parameters").size());
    }

    private List<StrategySummary> paged(int limit) {
        List<StrategySummary> found = new java.util.ArrayList<>();
        String cursor = null;
        do {
            StrategiesResource.StrategyPage page = routes.list(Integer.toString(limit), cursor);
            assertThat(page.strategies()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.strategies());
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    @Test
    void faults_name_their_line_and_column_and_what_was_meant() {
        ObjectNode wrong = turtle();
        ((ObjectNode) wrong.get("series")).put("up", "close >\n emaa(close, trend_bars)");
        ((ObjectNode) wrong.get("defaults")).put("stop_atr_mult", -1);
        ObjectNode late = turtle();
        ((ObjectNode) late.get("defaults")).put("stop_atr_mult", -1);

        InvalidInputException refused = refused(InvalidInputException.class, () -> put("turtle", wrong));
        JsonNode errors = Json.MAPPER
                .valueToTree(new Problem(422, "Invalid input", refused.getMessage(), refused.violations()))
                .get("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).isEqualTo(object("""
                {"field": "series.up", "reason": "unknown function `emaa`; did you mean `ema`?", "line": 2, "column": 2,
                 "text": "emaa", "message": "unknown function `emaa`; did you mean `ema`?", "suggestion": "ema"}"""));
        assertThat(refused(InvalidInputException.class, () -> put("turtle", late))
                        .violations())
                .extracting("field")
                .containsExactly("defaults.stop_atr_mult");
        assertThat(refused(InvalidInputException.class, () -> put("tutle", turtle()))
                        .violations())
                .extracting("field")
                .containsExactly("name");
        assertThat(put("other", turtle().without("name")).version()).isEqualTo(1);
        assertThat(store.newest("turtle")).isEmpty();
    }

    @Test
    void names_of_what_comes_with_quarry_are_nobody_elses() {
        assertThat(refused(ProblemException.class, () -> put("RSI_Bands", turtle().without("name")))
                        .status())
                .isEqualTo(409);
        assertThat(refused(ProblemException.class, () -> routes.remove("rsi_bands"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_definition_in_a_request_takes_no_name_of_what_comes_with_quarry() {
        for (String taken : List.of("rsi_bands", "RSI_Bands", "turtle_trading", "Turtle_Trading")) {
            assertThat(catalog.find(map(turtle().put("name", taken))).violations())
                    .as(taken)
                    .extracting("field")
                    .containsExactly("strategy.name");
        }
        CatalogedStrategy shipped = catalog.requested("turtle_trading");
        assertThat(catalog.find(map(shipped.written())).strategy().orElseThrow().reference())
                .isEqualTo(shipped.reference());
    }

    @Test
    void a_digest_is_named_as_its_definition_is() {
        String stored = put("turtle", turtle()).digest();
        String shipped = catalog.requested("turtle_trading").reference().digest();

        assertThat(catalog.requested("turtle@sha256:" + stored).reference().name())
                .isEqualTo("turtle");
        for (String wrong : List.of("foo@sha256:" + stored, "rsi_bands@sha256:" + stored)) {
            assertThat(catalog.find(wrong).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("is called `turtle`"))
                    .satisfies(fault -> assertThat(fault.suggestion()).isEqualTo("turtle@sha256:" + stored));
        }
        assertThat(catalog.find("turtle@sha256:" + shipped).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("is called `turtle_trading`"));
    }

    @Test
    void what_an_answer_tells_of_a_strategy_names_it_in_a_request() {
        put("turtle", turtle());
        for (String name : List.of("turtle", "turtle_trading", "rsi_bands")) {
            CatalogedStrategy strategy = catalog.requested(name);
            assertThat(catalog.requested(map(Json.MAPPER.valueToTree(strategy.reference())))
                            .reference())
                    .isEqualTo(strategy.reference());
        }
        assertThat(catalog.find(Map.of("name", "turtle", "version", 1, "digest", "0"))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("not that of `turtle@1`"));
        assertThat(catalog.find(Map.of("name", "turtle", "version", 9)).faults())
                .hasSize(1);
    }

    private static Map<?, ?> map(JsonNode json) {
        return Json.MAPPER.convertValue(json, Map.class);
    }

    @Test
    void a_deleted_name_is_not_listed_and_goes_on_counting() {
        put("turtle", turtle());

        assertThat(refused(ProblemException.class, () -> routes.remove("turtle@1")))
                .hasMessageContaining("Versions stay");
        routes.remove("turtle");

        assertThat(routes.list(null, null).strategies())
                .extracting(StrategySummary::name)
                .doesNotContain("turtle");
        ProblemException gone = refused(ProblemException.class, () -> routes.find("turtle", null));
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone).hasMessageContaining("turtle@1");
        assertThat(routes.find("turtle@1", null).hidden()).isTrue();
        assertThat(refused(ProblemException.class, () -> routes.remove("turtle"))
                        .status())
                .isEqualTo(404);
        assertThat(put("turtle", turtle()).stored()).isFalse();
        assertThat(routes.find("turtle", null).hidden()).isFalse();
        assertThat(put("turtle", turtle().put("description", "")).version()).isEqualTo(2);
    }

    @Test
    void what_runs_name_is_not_deleted() {
        put("turtle", turtle());
        DATABASE.database().update("""
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version, strategy)
                select i, 'e', 's', '1h', 'a', 'b', '{}', '{}', 'd', 'v', x from
                    (values (1, 'turtle@1'), (2, 'turtle_2@1'), (3, 'turtle@sha256:00'), (4, 'rsi_bands')) t (i, x)
                """);
        DATABASE.database().update("""
                insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, num_trades, is_winner)
                select id, id, 1000 * id, 0, 0, 0, false from backtest_setup
                """);

        ProblemException refused = refused(ProblemException.class, () -> routes.remove("turtle"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused).hasMessageContaining("1,000 stored runs name turtle: it stays listed");
        assertThat(routes.find("turtle", null).hidden()).isFalse();
    }

    @Test
    void unknown_names_are_told_with_the_one_that_was_meant() {
        put("turtle", turtle());

        assertThatThrownBy(() -> routes.find("turtel", null))
                .hasMessageContaining("did you mean `turtle`?")
                .hasMessageContaining("GET /v1/strategies");
        assertThatThrownBy(() -> routes.find("rsi_band", null)).hasMessageContaining("did you mean `rsi_bands`?");
        assertThatThrownBy(() -> routes.find("turtle@7", null)).hasMessageContaining("did you mean `turtle@1`?");
        assertThatThrownBy(() -> routes.find("turtle@1", "1")).hasMessageContaining("version must be absent");
        assertThatThrownBy(() -> routes.find("a b", null)).hasMessageContaining("such as `turtle`");
    }

    @Test
    void those_who_store_at_once_get_different_numbers_or_the_same_version() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StrategiesResource.StrategyStored>> puts = IntStream.range(0, 48)
                    .<Callable<StrategiesResource.StrategyStored>>mapToObj(
                            i -> () -> put("turtle", turtle().put("description", "d" + i % 6)))
                    .toList();
            List<StrategiesResource.StrategyStored> stored = threads.invokeAll(puts).stream()
                    .map(one -> {
                        try {
                            return one.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();

            Set<Integer> added = stored.stream()
                    .filter(StrategiesResource.StrategyStored::stored)
                    .map(StrategiesResource.StrategyStored::version)
                    .collect(Collectors.toSet());
            long count = stored.stream()
                    .filter(StrategiesResource.StrategyStored::stored)
                    .count();
            assertThat(added).hasSize((int) count);
            assertThat(store.versions("turtle"))
                    .extracting(StrategyStore.Version::version)
                    .containsExactlyElementsOf(IntStream.iterate((int) count, n -> n > 0, n -> n - 1)
                            .boxed()
                            .toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_payload_keeps_the_strategy_of_the_time_it_was_sent() {
        String first = put("turtle", turtle()).digest();
        ObjectNode payload = object("{\"strategy\": \"turtle\", \"top_n\": 3}");

        JsonNode named = catalog.fixed("turtle", payload);
        put("turtle", turtle().put("description", "Another one"));
        ObjectNode other = turtle().put("description", "Never stored");
        JsonNode inline = catalog.fixed(Json.MAPPER.convertValue(other, Map.class), payload);
        routes.remove("turtle");

        assertThat(named).isEqualTo(object("{\"strategy\": \"turtle@1\", \"top_n\": 3}"));
        assertThat(catalog.requested("turtle@1").reference().digest()).isEqualTo(first);
        String reference = inline.get("strategy").asString();
        assertThat(reference).matches("turtle@sha256:[0-9a-f]{64}");
        CatalogedStrategy kept = new StrategyCatalog(store).requested(reference);
        assertThat(kept.reference().text()).isEqualTo(reference);
        assertThat(kept.written()).isEqualTo(other);
        assertThat(catalog.fixed(null, payload)).isSameAs(payload);
    }

    @Test
    void what_was_tried_with_one_strategy_says_nothing_of_another() {
        TrialLedger trials = new TrialLedger(DATABASE.database());
        MarketWindow window = new MarketWindow("e", "S", "1h", "2024-01-01", "2024-02-01");
        String digest = put("turtle", turtle()).digest();

        DATABASE.transactions().runInNew(() -> {
            trials.record(window, "", new long[] {1, 2, 3});
            trials.record(window, digest, new long[] {1, 2});
            trials.record(window, digest, new long[] {2, 9, 8});
        });

        assertThat(trials.distinct(window, "")).isEqualTo(3);
        assertThat(trials.distinct(window, digest)).isEqualTo(4);
        assertThat(trials.distinct(window, "0".repeat(64))).isZero();
        assertThat(CatalogedStrategy.key(catalog.requested("turtle").strategy()))
                .isEqualTo(digest);
    }

    @Test
    void what_is_hostile_is_refused_with_a_sentence_and_stores_nothing() throws IOException {
        String enter = "{\"name\": \"h\", \"long\": {\"enter\": \"%s\"}}";
        List<String> bodies = List.of(
                enter.formatted("(".repeat(4_000) + "1" + ")".repeat(4_000)),
                enter.formatted("x".repeat(1_000_001)),
                enter.formatted("not ".repeat(2_400) + "true"),
                enter.formatted("sma(close, 1000000000) > 1"),
                enter.formatted("\\u0441lose > 1"),
                enter.formatted("close\\ud800 > 1"),
                enter.formatted("close\\u0000 > 1"),
                "{\"name\": \"h\", \"description\": \"" + "d".repeat(1_000_000) + "\"}",
                "{\"name\": {}, \"parameters\": [], \"series\": 1, \"long\": [[]], \"defaults\": \"\", \"grids\": {\"g\": {\"use_stop\": [[]]}}}",
                "{\"name\": \"h\", \"long\": {\"enter\": \"close > 1\"}, \"defaults\": {\"stop_pct\": 1e999, \"cash\": []}}",
                "[".repeat(5_000),
                "{\"a\": 1, \"a\": 2}",
                "{}",
                "[]",
                "7");
        for (String body : bodies) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ProblemException refused = refused(ProblemException.class, () -> put("h", read(body)));
            long millis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1_000_000;
            assertThat(refused)
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isNotNull();
            assertThat(refused.status()).isBetween(400, 422);
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(300_000);
            assertThat(millis).as("milliseconds of a processor, the first time").isLessThan(2_000);
            ProblemException checked = catchThrowableOfType(
                    ProblemException.class,
                    () -> check.check(Payloads.read(object("{}").set("strategy", read(body)), CheckRequest.class)));
            assertThat(checked == null || checked.status() < 500).isTrue();
        }
        assertThat(store.newest("h")).isEmpty();
    }

    private static JsonNode read(String body) throws IOException {
        return new JsonBody()
                .readFrom(
                        JsonNode.class,
                        JsonNode.class,
                        null,
                        null,
                        null,
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_check_that_takes_too_long_is_given_up_with_a_sentence() {
        StrategyCheck hasty =
                new StrategyCheck(catalog, StoredBars.history(DATABASE), 10_000, 1_000, Duration.ofNanos(1));
        ObjectNode request = object(MARKET + "}");
        request.set("strategy", turtle());

        ProblemException refused =
                refused(ProblemException.class, () -> hasty.check(Payloads.read(request, CheckRequest.class)));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused).hasMessageContaining("shorter range");
    }

    @Test
    void functions_are_told_with_what_they_take() {
        JsonNode functions =
                Json.MAPPER.valueToTree(new FunctionsResource().list()).get("functions");

        assertThat(functions).hasSameSizeAs(Functions.all().values());
        assertThat(functions
                        .valueStream()
                        .filter(one -> one.get("name").asString().equals("change")))
                .singleElement()
                .isEqualTo(object("""
                        {"name": "change", "signature": "change(x, n = 1)",
                         "arguments": [{"name": "x", "kind": "number", "meaning": "a number", "default": null},
                                       {"name": "n", "kind": "window", "meaning": "a whole number of bars", "default": 1}],
                         "result": "number", "meaning": "x less x of n bars ago", "warmup": "n",
                         "source": "Murphy, Technical Analysis of the Financial Markets (1999), ch. 10"}"""));
    }

    @Test
    void a_check_tells_every_fault_at_once() {
        ObjectNode wrong = turtle();
        ((ObjectNode) wrong.get("series")).put("up", "emaa(close, 3) > 1").put("top", "highest(hgih, entry_bars)");
        CheckAnswer faulty = check("{\"params\": {\"timeframe\": \"31m\"}}", wrong);
        CheckAnswer values = check("""
                {"params": {"entry_bar": 40, "exit_bars": 1, "stop_mode": "x", "as_of": "then"}, "grid": "quik"}""", turtle());

        assertThat(faulty.strategy()).isNull();
        assertThat(faulty.faults())
                .extracting(CheckAnswer.FoundFault::field, CheckAnswer.FoundFault::suggestion)
                .contains(tuple("strategy.series.up", "ema"), tuple("strategy.series.top", "high"))
                .anySatisfy(fault -> assertThat(fault.toList().get(0)).isEqualTo("params.timeframe"));
        assertThat(values.strategy().name()).isEqualTo("turtle");
        assertThat(values.faults())
                .extracting(CheckAnswer.FoundFault::field, CheckAnswer.FoundFault::suggestion)
                .containsExactlyInAnyOrder(
                        tuple("params.entry_bar", "entry_bars"),
                        tuple("params.exit_bars", null),
                        tuple("params.stop_mode", null),
                        tuple("params.as_of", null),
                        tuple("grid", "quick"));
        assertThat(check("{}", turtle()).faults()).isEmpty();
        assertThat(check.check(new CheckRequest("turtel", null, null, null)).faults())
                .extracting(CheckAnswer.FoundFault::field)
                .containsExactly("strategy");
    }

    @Test
    void a_check_on_a_market_tells_how_often_rules_hold_and_what_a_grid_costs() {
        CheckAnswer answer = check(MARKET + ", \"grid\": \"quick\"}", turtle());

        assertThat(answer.faults()).isEmpty();
        CheckAnswer.OnMarket market = answer.market();
        Bars bars = SampleBars.bars();
        assertThat(market.bars()).isEqualTo(bars.size());
        assertThat(market.warmupBars()).isEqualTo(199);
        assertThat(market.rules())
                .extracting(CheckAnswer.Rule::field)
                .containsExactly("long.enter", "long.exit", "short.enter", "short.exit");
        int exits = 0;
        for (int bar = 10; bar < bars.size(); bar++) {
            double lowest = Double.POSITIVE_INFINITY;
            for (int before = bar - 10; before < bar; before++) {
                lowest = Math.min(lowest, bars.low()[before]);
            }
            exits += bars.close()[bar] < lowest ? 1 : 0;
        }
        assertThat(market.rules().get(1).bars()).isEqualTo(exits);
        assertThat(market.bothEnter()).isZero();
        assertThat(market.closing()).allSatisfy(side -> {
            assertThat(side.canClose()).isTrue();
            assertThat(side.by()).containsExactly("exit");
        });
        assertThat(answer.warnings()).anySatisfy(w -> assertThat(w).contains("`short.enter` has a `not`"));
        assertThat(answer.grid().combinations()).isEqualTo(12);
        assertThat(answer.grid().distinct()).isEqualTo(12);
        assertThat(answer.grid().columns()).isGreaterThan(10);
        assertThat(answer.grid().columnBytes()).isPositive();
        assertThat(answer.grid().seconds()).isBetween(0.0, 60.0);
    }

    @Test
    void a_check_warns_of_what_may_not_be_meant() {
        ObjectNode odd = object("""
                {"name": "odd", "parameters": {"unused": {"type": "integer", "default": 3}}, "series": {"alone": "close[3]"},
                 "long": {"enter": "close > 0"}, "short": {"enter": "close > 1e9 or close > open", "exit": "bars_held > 3"}}""");

        CheckAnswer answer = check(MARKET + "}", odd);

        assertThat(answer.faults()).isEmpty();
        assertThat(answer.market().rules())
                .extracting(CheckAnswer.Rule::field, CheckAnswer.Rule::bars)
                .contains(tuple("long.enter", SampleBars.bars().size()), tuple("short.exit", null));
        assertThat(answer.market().bothEnter()).isPositive();
        assertThat(answer.warnings())
                .anySatisfy(w -> assertThat(w).contains("the parameter `unused`"))
                .anySatisfy(w -> assertThat(w).contains("the series `alone`"))
                .anySatisfy(w -> assertThat(w).contains("nothing closes a position of `long`"))
                .anySatisfy(w -> assertThat(w).contains("both sides enter on"));
        assertThat(check(MARKET.replace("BTCUSD", "ETHUSD") + "}", odd).warnings())
                .anySatisfy(w -> assertThat(w).contains("No OHLCV data"));
    }

    @Test
    void a_check_warns_of_a_grid_that_is_too_large_or_varies_what_has_no_effect() {
        String values =
                IntStream.rangeClosed(2, 1_002).mapToObj(String::valueOf).collect(Collectors.joining(", "));

        assertThat(check("{\"param_grid\": {\"trend_bars\": [" + values + "]}}", turtle())
                        .warnings())
                .anySatisfy(w -> assertThat(w).contains("1,001 combinations", "at most 1,000"))
                .noneSatisfy(w -> assertThat(w).contains("no effect"));
        assertThat(check("{\"params\": {\"trend\": false}, \"param_grid\": {\"trend_bars\": [2, 3]}}", turtle())
                        .warnings())
                .anySatisfy(w -> assertThat(w).contains("`trend_bars`, which has no effect unless `trend` is true"))
                .noneSatisfy(w -> assertThat(w).contains("combinations"));
        assertThat(check.check(Payloads.read(
                                object("{\"params\": {\"use_stop\": false}, \"param_grid\": {\"stop_pct\": [1, 2]}}"),
                                CheckRequest.class))
                        .warnings())
                .anySatisfy(w -> assertThat(w).contains("`stop_pct`, which has no effect unless `use_stop` is true"));
    }

    @Test
    void the_built_in_family_is_checked_too() {
        CheckAnswer answer = check.check(Payloads.read(object(MARKET + ", \"grid\": \"QUICK\"}"), CheckRequest.class));

        assertThat(answer.faults()).isEmpty();
        assertThat(answer.strategy().text()).isEqualTo("rsi_bands");
        assertThat(answer.market().rules()).hasSize(4).allSatisfy(rule -> assertThat(rule.bars())
                .isPositive());
        assertThat(answer.grid().combinations()).isEqualTo(36);
    }

    private static final String MARKET =
            "{\"params\": {\"exchange\": \"bitstamp\", \"symbol\": \"BTCUSD\", \"timeframe\": \"30m\","
                    + " \"start_ts\": \"2014-01-01T00:00:00\", \"end_ts\": \"2014-07-15T19:00:00\"}";

    private CheckAnswer check(String body, JsonNode definition) {
        ObjectNode request = object(body);
        request.set("strategy", definition);
        return check.check(Payloads.read(request, CheckRequest.class));
    }

    private static <E extends Throwable> E refused(
            Class<E> type, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(type, call);
    }

    private StrategiesResource.StrategyStored put(String name, JsonNode definition) {
        try (Response response = routes.put(name, caller(), definition)) {
            StrategiesResource.StrategyStored stored = (StrategiesResource.StrategyStored) response.getEntity();
            assertThat(response.getStatus()).isEqualTo(stored.stored() ? 201 : 200);
            assertThat(response.getLocation().toString()).endsWith(name + "@" + stored.version());
            return stored;
        }
    }

    private static SecurityContext caller() {
        return (SecurityContext) Proxy.newProxyInstance(
                SecurityContext.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getUserPrincipal") ? (Principal) () -> "ada" : null);
    }

    private static JsonNode setting(JsonNode strategy, String name) {
        return strategy.get("settings")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode turtle() {
        return Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE));
    }
}
