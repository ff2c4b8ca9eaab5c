package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.Rules;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The indicators of the built-in family, written in the language, beside the reference's on 30-minute bars. */
class GoldenDefinitionTest {

    private static final Map<String, String> NAMES = Map.of(
            "bb_mid",
            "basis",
            "bb_up",
            "upper",
            "bb_low",
            "lower",
            "kc_mid",
            "keltner",
            "kc_up",
            "kc_high",
            "kc_low",
            "kc_bottom",
            "kc_atr",
            "range",
            "rsi30",
            "strength",
            "rsi30_ma",
            "average");

    private static final Definition DEFINITION = Definitions.resource("rsi_bands.json");

    @TestFactory
    Stream<DynamicTest> indicators_of_the_built_in_family_can_be_said_in_the_language() {
        return Golden.cases("indicators.json")
                .filter(golden -> golden.timeframe() == Timeframe.M30)
                .map(golden -> dynamicTest(golden.name(), () -> check(golden)));
    }

    private static void check(Golden.Case golden) {
        Evaluation evaluation = evaluation(golden.bars(), Golden.object(golden.json(), "params"));

        NAMES.forEach((theirs, ours) -> {
            double[] column = evaluation.line(DEFINITION.series().get(ours));
            Map<String, Object> expected = Golden.object(Golden.object(golden.json(), "columns"), theirs);
            long undefined = Arrays.stream(column).filter(Double::isNaN).count();
            assertThat(undefined).as(theirs).isEqualTo(((Number) expected.get("nan_count")).longValue());
            double tolerance = theirs.equals("bb_up") || theirs.equals("bb_low") ? 1e-8 : 1e-9;
            double sum = Arrays.stream(column).filter(v -> !Double.isNaN(v)).sum();
            Golden.assertClose(theirs + " sum", sum, Golden.number(expected.get("sum")), tolerance);
            for (Object sample : Golden.list(golden.json(), "samples")) {
                Map<?, ?> at = (Map<?, ?>) sample;
                int bar = (Integer) at.get("bar");
                Golden.assertClose(theirs + " of bar " + bar, column[bar], Golden.number(at.get(theirs)), tolerance);
            }
        });
    }

    /** Entries are signals, no exit is passed over, and what left by signal had one. */
    @TestFactory
    Stream<DynamicTest> trades_of_the_reference_follow_the_rules_of_the_definition() {
        return Golden.cases("backtests.json")
                .filter(golden -> golden.timeframe() == Timeframe.M30 && !golden.refused())
                .filter(golden -> golden.json().get("trades") != null)
                .map(golden -> dynamicTest(golden.name(), () -> follow(golden)));
    }

    private static void follow(Golden.Case golden) {
        Map<String, Object> params = Golden.object(golden.json(), "params");
        Evaluation evaluation = evaluation(golden.bars(), params);
        List<?> names = Golden.list(golden.json(), "trade_columns");
        for (Object row : Golden.list(golden.json(), "trades")) {
            List<?> trade = (List<?>) row;
            int entry = (Integer) trade.get(names.indexOf("EntryBar"));
            int exit = (Integer) trade.get(names.indexOf("ExitBar"));
            Rules rules =
                    trade.get(names.indexOf("Side")).equals("Long") ? DEFINITION.longSide() : DEFINITION.shortSide();
            BitSet leaves = evaluation.condition(rules.exit().orElseThrow());

            assertThat(evaluation.condition(rules.enter().orElseThrow()).get(entry))
                    .as("entry at %s", entry)
                    .isTrue();
            assertThat(leaves.get(entry + 1, exit).isEmpty())
                    .as("no exit between %s and %s", entry, exit)
                    .isTrue();
            if (trade.get(names.indexOf("ExitReason")).equals("signal_exit")) {
                assertThat(leaves.get(exit)).as("exit at %s", exit).isTrue();
            }
        }
    }

    private static Evaluation evaluation(Bars bars, Map<String, Object> params) {
        Map<String, Object> given = new LinkedHashMap<>(params);
        given.putIfAbsent("rsi_max", mirrored(given, "rsi_min"));
        given.putIfAbsent("rsi_ma_max", mirrored(given, "rsi_ma_min"));
        given.keySet().retainAll(DEFINITION.parameters().keySet());
        assertThat(DEFINITION.faultsOf(given)).isEmpty();
        return new Evaluation(bars, DEFINITION.values(given), Evaluated.BYTES, () -> {});
    }

    private static double mirrored(Map<String, Object> given, String name) {
        Object value = given.get(name);
        return value == null ? 30 : 100 - ((Number) value).doubleValue();
    }
}
