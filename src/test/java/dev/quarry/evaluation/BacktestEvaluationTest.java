package dev.quarry.evaluation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.Golden;
import dev.quarry.engine.SampleBars;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.FixedPrices;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definitions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BacktestEvaluationTest {

    private final BacktestEvaluation evaluation =
            new BacktestEvaluation(new FixedPrices(SampleBars.bars()), new StrategyCatalog(null), 10_000);

    @TestFactory
    Stream<DynamicTest> answers_carry_the_references_numbers_as_json() {
        return Golden.cases("backtests.json")
                .filter(c -> !c.refused())
                .filter(c ->
                        c.name().startsWith("repo/") && c.timeframe().code().equals("30m"))
                .filter(c -> c.bars().size() == SampleBars.bars().size())
                .map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    private void check(Golden.Case golden) {
        ObjectNode params = Json.MAPPER.valueToTree(Golden.object(golden.json(), "params"));
        JsonNode answer = Json.MAPPER.valueToTree(evaluation.run(request(market().setAll(params))));

        Map<String, Object> expected = Golden.object(golden.json(), "stats");
        List<?> illConditioned = golden.json().get("ill_conditioned") instanceof List<?> fields ? fields : List.of();
        expected.forEach((name, value) -> {
            JsonNode actual = answer.get("stats").get(name);
            if (Double.isInfinite(Golden.number(value))) {
                assertThat(actual.isNull()).isTrue();
                assertThat(answer.at("/stats/profit_factor_infinite").booleanValue())
                        .isTrue();
            } else if (!illConditioned.contains(name)) {
                Golden.assertClose(name, actual.doubleValue(), value);
            }
        });
        assertThat(answer.at("/equity_curve").size()).isEqualTo(golden.bars().size());
        assertThat(answer.at("/mark_to_market_curve").size())
                .isEqualTo(golden.bars().size());
        JsonNode trades = Json.MAPPER.readTree(answer.get("trades").stringValue());
        assertThat(trades.get("data").size()).isEqualTo(((Number) expected.get("trades")).intValue());
        if (golden.json().containsKey("trades")) {
            checkTrades(golden, trades);
        }
    }

    private static void checkTrades(Golden.Case golden, JsonNode trades) {
        List<Object> names = Golden.list(golden.json(), "trade_columns");
        List<Object> rows = Golden.list(golden.json(), "trades");
        List<String> columns = Json.MAPPER.convertValue(trades.get("columns"), List.class);
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < names.size(); i++) {
                Object expected = ((List<?>) rows.get(row)).get(i);
                JsonNode actual = trades.get("data").get(row).get(columns.indexOf(names.get(i)));
                if (actual.isNumber()) {
                    // Ten decimals are written.
                    Golden.assertClose(
                            names.get(i) + " of trade " + row,
                            actual.doubleValue(),
                            Golden.number(expected),
                            1e-9 + 1e-10 / Math.max(1e-10, Math.abs(Golden.number(expected))));
                } else {
                    assertThat(actual.isNull() ? "NaN" : actual.stringValue())
                            .isEqualTo(expected == null ? "NaN" : expected);
                }
            }
        }
    }

    @Test
    void the_tables_of_bars_have_the_references_columns() {
        BacktestAnswer answer = evaluation.run(request(market()));

        JsonNode bars = Json.MAPPER.readTree(answer.df());
        assertThat(bars.get("columns").toString()).isEqualTo("[\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"]");
        assertThat(bars.get("index").get(0).stringValue()).isEqualTo("2014-01-01T00:00:00.000Z");
        assertThat(bars.get("data").size()).isEqualTo(9399);
        JsonNode indicators = Json.MAPPER.readTree(answer.ds());
        assertThat(indicators.get("columns").toString())
                .isEqualTo(
                        "[\"Open\",\"High\",\"Low\",\"Close\",\"Volume\",\"bb_mid\",\"bb_up\",\"bb_low\",\"kc_mid\",\"kc_up\",\"kc_low\",\"kc_atr\",\"rsi30\","
                                + "\"rsi30_ma\"]");
        assertThat(answer.lines())
                .containsExactly(
                        price("bb_mid"),
                        price("bb_up"),
                        price("bb_low"),
                        price("kc_mid"),
                        price("kc_up"),
                        price("kc_low"),
                        new BacktestAnswer.DrawnLine("kc_atr", "atr"),
                        new BacktestAnswer.DrawnLine("rsi30", "rsi"),
                        new BacktestAnswer.DrawnLine("rsi30_ma", "rsi"));
        assertThat(indicators.at("/data/0/5").isNull()).isTrue();
        assertThat(indicators.at("/data/100/5").isNumber()).isTrue();
        assertThat(answer.params()).containsEntry("symbol", "BTCUSD");
    }

    private static BacktestAnswer.DrawnLine price(String name) {
        return new BacktestAnswer.DrawnLine(name, "price");
    }

    @Test
    void two_ranges_of_one_series_agree_on_their_bars_when_indicators_begin_at_the_first_stored_one() {
        BacktestAnswer whole = evaluation.run(request(market("{\"warmup\": \"pre_roll\"}")));
        BacktestAnswer later =
                evaluation.run(request(market("{\"warmup\": \"pre_roll\", \"start_ts\": \"2014-06-01T00:00:00Z\"}")));
        BacktestAnswer cold = evaluation.run(request(market("{\"start_ts\": \"2014-06-01T00:00:00Z\"}")));

        JsonNode all = Json.MAPPER.readTree(whole.ds()).get("data");
        JsonNode part = Json.MAPPER.readTree(later.ds()).get("data");
        JsonNode coldPart = Json.MAPPER.readTree(cold.ds()).get("data");
        int before = all.size() - part.size();
        assertThat(before).isEqualTo(151 * 48);
        for (int i = 0; i < part.size(); i++) {
            assertThat(part.get(i)).isEqualTo(all.get(before + i));
        }
        assertThat(coldPart.get(0)).isNotEqualTo(part.get(0));

        assertThat(later.warmup().mode()).isEqualTo("pre_roll");
        assertThat(later.warmup().firstBar()).isEqualTo("2014-01-01T00:00:00Z");
        assertThat(later.warmup().bars()).isEqualTo(before);
        assertThat(later.warmup().unstableBars()).isZero();
        assertThat(cold.warmup().mode()).isEqualTo("cold_start");
        assertThat(cold.warmup().firstBar()).isEqualTo("2014-06-01T00:00:00Z");
        assertThat(cold.warmup().unstableBars()).isEqualTo(506);
        for (int i = cold.warmup().unstableBars(); i < part.size(); i++) {
            for (int column = 0; column < 14; column++) {
                Golden.assertClose(
                        "bar " + i,
                        coldPart.get(i).get(column).asDouble(Double.NaN),
                        part.get(i).get(column).asDouble(Double.NaN),
                        1e-9);
            }
        }
    }

    @Test
    void another_warm_up_is_refused() {
        assertThatThrownBy(() -> evaluation.run(request(market("{\"warmup\": \"hot\"}"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("params.warmup must be one of cold_start, pre_roll");
    }

    @Test
    void figures_that_may_be_compared_stand_beside_the_references() {
        JsonNode answer = Json.MAPPER.valueToTree(evaluation.run(request(market())));
        assertThat(answer.at("/performance/returns_per_year").doubleValue()).isEqualTo(365);
        assertThat(answer.at("/performance/daily_sharpe").isNumber()).isTrue();
        assertThat(answer.at("/performance/daily_sortino").isNumber()).isTrue();
        assertThat(answer.at("/performance/yearly_calmar").isNumber()).isTrue();
        assertThat(answer.at("/stats/daily_sharpe").isMissingNode()).isTrue();
    }

    @Test
    void the_net_return_of_a_trade_has_the_sign_of_its_profit() {
        JsonNode answer = Json.MAPPER.valueToTree(evaluation.run(request(market("{\"commission\": 0.003}"))));
        JsonNode trades = Json.MAPPER.readTree(answer.get("trades").stringValue());
        List<String> columns = Json.MAPPER.convertValue(trades.get("columns"), List.class);
        int costly = 0;
        for (JsonNode trade : trades.get("data")) {
            double net = trade.get(columns.indexOf("NetReturnPct")).doubleValue();
            double profit = trade.get(columns.indexOf("RealizedPnL")).doubleValue();
            assertThat(net > 0).isEqualTo(profit > 0);
            costly += trade.get(columns.indexOf("ReturnPct")).doubleValue() > 0 && net < 0 ? 1 : 0;
        }
        assertThat(costly).isPositive();
    }

    @Test
    void requests_without_what_is_needed_are_refused_with_the_references_texts() {
        assertBadRequest(object("{}"), "Missing backtest parameters");
        assertBadRequest(object("{\"params\": {}}"), "Missing backtest parameters");
        ObjectNode incomplete = market();
        incomplete.put("symbol", "");
        assertBadRequest(params(incomplete), "Missing required backtest fields");
        incomplete = market();
        incomplete.remove("end_ts");
        assertBadRequest(params(incomplete), "Missing required backtest fields");
        ObjectNode before = market("{\"start_ts\": \"2010-01-01\", \"end_ts\": \"2010-02-01\"}");
        assertBadRequest(params(before), "No OHLCV data available for requested range");
    }

    private void assertBadRequest(ObjectNode body, String detail) {
        assertThatThrownBy(() -> evaluation.run(read(body, BacktestRequest.class)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(400))
                .hasMessage(detail);
    }

    @Test
    void a_range_up_to_a_date_has_all_bars_of_that_day_and_one_up_to_an_instant_ends_there() {
        assertThat(bars("2014-01-01", "2014-01-31")).isEqualTo(31 * 48);
        assertThat(bars("2014-01-01", "2014-01-31T00:00:00Z")).isEqualTo(30 * 48 + 1);
        assertThat(bars("2014-01-31", "2014-01-31")).isEqualTo(48);
    }

    private int bars(String start, String end) {
        ObjectNode range = market("{\"start_ts\": \"" + start + "\", \"end_ts\": \"" + end + "\"}");
        return Json.MAPPER
                .readTree(evaluation.run(request(range)).df())
                .get("data")
                .size();
    }

    @Test
    void tiny_prices_keep_their_digits_and_give_the_same_returns() {
        Bars bars = SampleBars.bars();
        BacktestAnswer byDefault = evaluation.run(request(market()));
        BacktestAnswer tiny = new BacktestEvaluation(
                        new FixedPrices(scaled(bars, 1e-10)), new StrategyCatalog(null), 10_000)
                .run(request(market()));

        JsonNode trade = Json.MAPPER.readTree(tiny.trades());
        JsonNode same = Json.MAPPER.readTree(byDefault.trades());
        int entry = Json.MAPPER.convertValue(trade.get("columns"), List.class).indexOf("EntryPrice");
        assertThat(trade.at("/data/0/" + entry).doubleValue() * 1e10)
                .isCloseTo(same.at("/data/0/" + entry).doubleValue(), within(1e-6));
        assertThat(tiny.stats().totalEquityReturnPct())
                .isCloseTo(byDefault.stats().totalEquityReturnPct(), within(1e-9));
    }

    @Test
    void the_tiny_series_of_the_cases_is_shown_to_its_last_digit() {
        ObjectNode params = market("""
                {"timeframe": "1h", "start_ts": "2000-01-01", "end_ts": "2100-01-01", "trade_direction": "Both",
                 "rsi_ma_min": 50, "use_rsi_relation": false, "rsi_min": 55}""");
        BacktestAnswer answer = new BacktestEvaluation(
                        new FixedPrices(CaseSeries.of("tiny", Timeframe.H1)), new StrategyCatalog(null), 10_000)
                .run(request(params));

        JsonNode trades = Json.MAPPER.readTree(answer.trades());
        int entry = Json.MAPPER.convertValue(trades.get("columns"), List.class).indexOf("EntryPrice");
        JsonNode indicators = Json.MAPPER.readTree(answer.ds());
        int atr =
                Json.MAPPER.convertValue(indicators.get("columns"), List.class).indexOf("kc_atr");
        assertThat(trades.at("/data/0/" + entry).doubleValue()).isEqualTo(1.26171e-08);
        assertThat(indicators.at("/data/30/" + atr).doubleValue()).isCloseTo(3.274357e-10, within(1e-16));
    }

    @Test
    void a_date_of_the_cases_is_that_whole_day_and_an_instant_is_none() {
        assertThat(barsOfNinety("2024-01-31")).isEqualTo(186);
        assertThat(barsOfNinety("2024-01-31T00:00:00Z")).isEqualTo(181);
    }

    private static int barsOfNinety(String end) {
        ObjectNode params =
                market("{\"timeframe\": \"4h\", \"start_ts\": \"2024-01-01\", \"end_ts\": \"" + end + "\"}");
        BacktestAnswer answer = new BacktestEvaluation(
                        new FixedPrices(CaseSeries.of("ninety", Timeframe.H4)), new StrategyCatalog(null), 10_000)
                .run(request(params));
        return Json.MAPPER.readTree(answer.df()).get("index").size();
    }

    private static Bars scaled(Bars bars, double factor) {
        UnaryOperator<double[]> times =
                prices -> Arrays.stream(prices).map(price -> price * factor).toArray();
        return new Bars(
                bars.timeframe(),
                bars.openTime(),
                times.apply(bars.open()),
                times.apply(bars.high()),
                times.apply(bars.low()),
                times.apply(bars.close()),
                bars.volume());
    }

    @Test
    void months_are_refused_with_a_sentence() {
        assertThatThrownBy(() -> evaluation.run(request(market("{\"timeframe\": \"1M\"}"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("params.timeframe", "\"1M\" means months");
    }

    @Test
    void wrong_parameters_are_named() {
        assertThatThrownBy(() -> evaluation.run(request(market("{\"rsi_min\": \"high\", \"stop_mode\": \"xyz\"}"))))
                .isInstanceOfSatisfying(InvalidInputException.class, problem -> assertThat(problem.violations())
                        .extracting(v -> v.field())
                        .containsExactly("params.rsi_min", "params.stop_mode"));
        assertThatThrownBy(() -> evaluation.run(request(market("{\"timeframe\": \"30\", \"end_ts\": 5}"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("params.end_ts must be a text");
    }

    @Test
    void indicators_that_take_too_long_are_given_up_with_a_sentence() {
        BacktestEvaluation hasty = new BacktestEvaluation(
                new FixedPrices(SampleBars.bars()), new StrategyCatalog(null), 10_000, Duration.ofNanos(1));

        assertThatThrownBy(() -> hasty.run(request(market("{\"bb_len\": 5000}"))))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.getMessage()).contains("This was stopped after", "Shorter windows");
                });
    }

    @Test
    void more_bars_than_can_be_answered_are_refused() {
        assertThatThrownBy(() -> new BacktestEvaluation(
                                new FixedPrices(SampleBars.bars()), new StrategyCatalog(null), 9398)
                        .run(request(market())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("9399 bars, at most 9398");
    }

    @Test
    void a_definition_is_tested_as_it_stands_in_the_request() {
        ObjectNode body = params(market("{\"entry_bars\": 40}"));
        body.set("strategy", Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE)));

        BacktestAnswer answer = evaluation.run(read(body, BacktestRequest.class));

        assertThat(answer.strategy().text()).startsWith("turtle@sha256:");
        assertThat(answer.stats().trades()).isPositive();
        JsonNode shown = Json.MAPPER.readTree(answer.ds());
        assertThat(shown.get("columns").valueStream().map(JsonNode::asString)).contains("top", "bottom", "up");
        double[] high = SampleBars.bars().high();
        double top = 0;
        for (int bar = 60; bar < 100; bar++) {
            top = Math.max(top, high[bar]);
        }
        int column = Json.MAPPER.convertValue(shown.get("columns"), List.class).indexOf("top");
        assertThat(shown.get("data").get(100).get(column).doubleValue()).isCloseTo(top, within(1e-9));
        assertThat(evaluation.run(request(market())).strategy().text()).isEqualTo("rsi_bands");
    }

    @Test
    void a_definition_with_faults_or_for_other_bars_is_refused_at_its_place() {
        ObjectNode definition = Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE));
        ObjectNode body = params(market());
        body.set("strategy", definition);

        ((ObjectNode) definition.get("series")).put("up", "emaa(close, 3) > 1");
        assertThat(refusedFields(body)).containsExactly("strategy.series.up");
        ((ObjectNode) definition.get("series")).put("up", "on(\"5m\", close) > 1");
        assertThat(refusedFields(body)).containsExactly("strategy.series.up");
        ((ObjectNode) definition.get("series")).put("up", "close > 1");
        ((ObjectNode) body.get("params")).put("entry_bars", 1).put("rsi_min", 70);
        assertThat(refusedFields(body)).containsExactlyInAnyOrder("params.entry_bars", "params.rsi_min");
        body.put("strategy", 7);
        assertThat(refusedFields(body)).containsExactly("strategy");
    }

    private List<String> refusedFields(ObjectNode body) {
        return catchThrowableOfType(
                        InvalidInputException.class, () -> evaluation.run(read(body, BacktestRequest.class)))
                .violations()
                .stream()
                .map(violation -> violation.field())
                .toList();
    }

    private static BacktestRequest request(ObjectNode params) {
        return read(params(params), BacktestRequest.class);
    }

    private static ObjectNode params(ObjectNode params) {
        ObjectNode body = object("{}");
        body.set("params", params);
        return body;
    }
}
