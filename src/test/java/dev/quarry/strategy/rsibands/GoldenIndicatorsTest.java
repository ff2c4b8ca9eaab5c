package dev.quarry.strategy.rsibands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenIndicatorsTest {

    @TestFactory
    Stream<DynamicTest> indicators_are_the_references() {
        return Golden.cases("indicators.json").map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(Golden.Case golden) {
        Bars bars = golden.bars();
        assertThat(bars.size()).isEqualTo(golden.json().get("n_bars"));
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, golden.parameters("params"), StrategyParameters.SERVICE_COMMISSION)
                .orThrow();
        Map<String, double[]> columns = columns(AllIndicators.of(bars, parameters));

        columns.forEach((name, column) ->
                checkSummary(name, column, Golden.object(Golden.object(golden.json(), "columns"), name)));
        for (Object sample : Golden.list(golden.json(), "samples")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> expected = (Map<String, Object>) sample;
            int bar = (Integer) expected.get("bar");
            assertThat(Instant.ofEpochMilli(bars.openTime()[bar]))
                    .isEqualTo(Instant.parse((String) expected.get("ts")));
            columns.forEach((name, column) -> Golden.assertClose(
                    name + " of bar " + bar, column[bar], Golden.number(expected.get(name)), tolerance(name)));
        }
    }

    private static void checkSummary(String name, double[] column, Map<String, Object> expected) {
        int nans = 0;
        int firstValid = -1;
        double sum = 0;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < column.length; i++) {
            if (Double.isNaN(column[i])) {
                nans++;
                continue;
            }
            firstValid = firstValid < 0 ? i : firstValid;
            sum += column[i];
            squares += column[i] * column[i];
            min = Math.min(min, column[i]);
            max = Math.max(max, column[i]);
        }
        assertThat(nans).as("NaN in %s", name).isEqualTo(expected.get("nan_count"));
        assertThat(firstValid).as("first value of %s", name).isEqualTo(expected.get("first_valid_bar"));
        Golden.assertClose(name + " sum", sum, Golden.number(expected.get("sum")), tolerance(name));
        Golden.assertClose(name + " squares", squares, Golden.number(expected.get("sum_sq")), tolerance(name));
        Golden.assertClose(name + " min", min, Golden.number(expected.get("min")), tolerance(name));
        Golden.assertClose(name + " max", max, Golden.number(expected.get("max")), tolerance(name));
    }

    /** The reference's Bollinger bands come from an online variance. */
    private static double tolerance(String column) {
        return column.equals("bb_up") || column.equals("bb_low") ? 1e-8 : 1e-9;
    }

    private static Map<String, double[]> columns(AllIndicators indicators) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("bb_mid", indicators.bollinger().middle());
        columns.put("bb_up", indicators.bollinger().upper());
        columns.put("bb_low", indicators.bollinger().lower());
        columns.put("kc_mid", indicators.keltner().middle());
        columns.put("kc_up", indicators.keltner().upper());
        columns.put("kc_low", indicators.keltner().lower());
        columns.put("kc_atr", indicators.keltner().atr());
        columns.put("rsi30", indicators.strength().rsi());
        columns.put("rsi30_ma", indicators.strength().average());
        return columns;
    }
}
