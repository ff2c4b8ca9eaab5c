package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.RandomExpressions;
import dev.quarry.strategy.language.functions.Argument;
import dev.quarry.strategy.language.functions.Body;
import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.functions.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known at a bar on the bars up to it is what is known there on all bars, to the bit. */
class NoLookAheadTest {

    private static final int SIZE = 400;
    private static final int EXPRESSIONS = 150 * (Boolean.getBoolean("quarry.long") ? 100 : 1);

    static List<Function> functions() {
        return List.copyOf(Functions.all().values());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void no_function_knows_a_later_bar(Function function) {
        for (String window : List.of("1", "2", "7", "50")) {
            Definition definition = Definitions.right(Definitions.with(call(function, window)));
            check(definition, Map.of(), RANDOM.market(SIZE, function.name().hashCode()), 10);
        }
    }

    @Test
    void no_expression_of_the_grammar_knows_a_later_bar() {
        Random random = new Random(5);
        RandomExpressions expressions = new RandomExpressions(random, List.of("1h", "4h", "1d", "3d"));
        for (int k = 0; k < EXPRESSIONS; k++) {
            String text = random.nextBoolean() ? expressions.number(4) : expressions.condition(4);
            Definition definition = Definitions.right(Definitions.with(text));
            check(definition, Map.of("n", 1 + random.nextInt(9)), RANDOM.market(SIZE, k), 3);
        }
    }

    /** Every function with that window, over the close where it takes a line. */
    static String call(Function function, String window) {
        if (function.arguments().isEmpty()) {
            return function.name();
        }
        return function.arguments().stream()
                .map(argument -> text(argument, window))
                .collect(Collectors.joining(", ", function.name() + "(", ")"));
    }

    private static String text(Argument argument, String window) {
        return switch (argument.kind()) {
            case NUMBER -> argument.name().equals("y") || argument.name().equals("b") ? "volume" : "close";
            case CONDITION -> "close > open";
            case WINDOW -> window;
            case CONSTANT -> argument.name().equals("weight") || argument.name().equals("max") ? "0.3" : "0.05";
            case TIMEFRAME -> "\"4h\"";
            case EITHER -> argument.name().equals("a") ? "high" : "close[2]";
        };
    }

    @ParameterizedTest
    @MethodSource("functions")
    void the_first_value_comes_when_the_warm_up_says(Function function) {
        boolean never = function.body() instanceof Body.Form || function.result() == Kind.CONDITION;
        for (String window : List.of("1", "2", "7", "50")) {
            if (never
                    || window.equals("1")
                            && List.of("stdev_sample", "slope", "correlation", "zscore", "cci")
                                    .contains(function.name())) {
                continue;
            }
            Definition definition = Definitions.right(Definitions.with(call(function, window)));
            double[] column = Evaluated.of(RANDOM.lively(SIZE), definition, Map.of());
            long warmup = Estimate.of(definition.series().values(), Map.of("n", List.of(3)), Timeframe.M30, SIZE)
                    .warmupBars();
            int first = 0;
            while (first < SIZE && Double.isNaN(column[first])) {
                first++;
            }
            if (List.of("bars_since", "value_when").contains(function.name())) {
                continue; // until the condition holds for the first time, which no number of bars tells
            }
            assertThat(first).as(call(function, window)).isEqualTo((int) warmup);
        }
    }

    private static void check(Definition definition, Map<String, Object> given, Bars all, int bars) {
        double[] whole = Evaluated.of(all, definition, given);
        Random random = new Random(9);
        for (int k = 0; k < bars; k++) {
            int bar = random.nextInt(all.size());
            double[] known = Evaluated.of(all.slice(0, bar + 1), definition, given);
            assertThat(Double.doubleToLongBits(known[bar]))
                    .as("%s at bar %s: %s and %s", definition.text(), bar, known[bar], whole[bar])
                    .isEqualTo(Double.doubleToLongBits(whole[bar]));
        }
    }

    /** Markets of a seed. */
    private static final class RANDOM {

        static Bars market(int size, long seed) {
            return dev.quarry.engine.RandomMarket.bars(Timeframe.M30, size, seed);
        }

        /** Without a bar that stands still, so that nothing is undefined but for its warm-up. */
        static Bars lively(int size) {
            Random random = new Random(3);
            double[][] columns = new double[5][size];
            double last = 100;
            for (int i = 0; i < size; i++) {
                double open = last * (1 + 0.002 * random.nextGaussian());
                double close = open * (1 + 0.01 * random.nextGaussian());
                columns[0][i] = open;
                columns[1][i] = Math.max(open, close) * (1 + 0.005 * random.nextDouble());
                columns[2][i] = Math.min(open, close) * (1 - 0.005 * random.nextDouble());
                columns[3][i] = close;
                columns[4][i] = 1 + random.nextDouble();
                last = close;
            }
            return Evaluated.bars(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }
    }
}
