package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.RandomMarket;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.OpenPosition;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.RandomExpressions;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final Bars bars = Evaluated.closes(100, 104, 99, 110, 90);

    private ExitTest exit(String expression) {
        Definition definition = Definitions.right(Definitions.withExit(expression));
        return new Evaluation(bars, definition.fallbacks(), Evaluated.BYTES, () -> {})
                .exit(definition.longSide().exit().orElseThrow());
    }

    private static OpenPosition position(Side side, double entry, int held, double high, double low) {
        return new OpenPosition(side, entry, held, high, low);
    }

    @Test
    void open_profit_is_the_move_of_the_close_for_the_side_in_percent() {
        ExitTest rule = exit("open_profit_pct > 3.9");

        assertThat(rule.holds(1, position(Side.LONG, 100, 1, 104, 104))).isTrue();
        assertThat(rule.holds(2, position(Side.LONG, 100, 2, 104, 99))).isFalse();
        assertThat(rule.holds(4, position(Side.SHORT, 100, 4, 110, 90))).isTrue();
        assertThat(rule.holds(3, position(Side.SHORT, 100, 3, 110, 99))).isFalse();
    }

    @Test
    void an_exit_joins_what_the_position_says_with_what_the_bars_say() {
        ExitTest rule = exit(
                "if(bars_held >= n, close < high_since_entry * 0.95, low_since_entry < entry_price) and close < close[1]");

        assertThat(rule.holds(2, position(Side.LONG, 100, 2, 104, 99))).isTrue();
        assertThat(rule.holds(3, position(Side.LONG, 100, 2, 110, 99)))
                .as("close rose")
                .isFalse();
        assertThat(rule.holds(4, position(Side.LONG, 100, 3, 110, 90))).isTrue();
        assertThat(rule.holds(4, position(Side.LONG, 100, 3, 91, 90))).isFalse();
    }

    @Test
    void an_exit_that_asks_nothing_of_the_position_holds_for_all() {
        ExitTest rule = exit("close > 100");

        assertThat(rule.holds(1, null)).isTrue();
        assertThat(rule.holds(2, null)).isFalse();
    }

    @Test
    void what_is_equal_is_computed_once() {
        Definition definition = Definitions.right(Definitions.with("sma(close, 3) * 2 - sma(close, 3)"));
        AtomicInteger columns = new AtomicInteger();
        Evaluation evaluation = new Evaluation(bars, definition.fallbacks(), Evaluated.BYTES, columns::incrementAndGet);
        Node node = definition.series().get("x");
        double[] first = evaluation.line(node);
        int work = columns.get();

        assertThat(evaluation.line(node)).isSameAs(first);
        assertThat(columns.get()).isEqualTo(work);
        // close, sma, 2, the product and the difference; and the last three once more in the loop over their bars
        assertThat(work).isEqualTo(Occurrence.all(List.of(node), Timeframe.M30).size() + 3);
    }

    @Test
    void columns_that_would_take_too_much_memory_are_refused_before_they_are_made() {
        Definition definition = Definitions.right(Definitions.with("sma(close, 3) + ema(close, 5)"));
        Bars many = RandomMarket.bars(Timeframe.M30, 10_000, 1);
        Evaluation evaluation = new Evaluation(many, definition.fallbacks(), 200_000, () -> {});

        assertThatThrownBy(() -> evaluation.line(definition.series().get("x")))
                .isInstanceOf(TooMuchMemoryException.class)
                .hasMessageContaining("200000 bytes");
    }

    @Test
    void what_the_checkpoint_throws_ends_the_work_within_a_long_function_too() {
        Definition definition = Definitions.right(Definitions.with("cci(10000)"));
        Bars many = RandomMarket.bars(Timeframe.M30, 20_000, 1);
        AtomicInteger calls = new AtomicInteger();
        Evaluation evaluation = new Evaluation(many, definition.fallbacks(), Evaluated.BYTES, () -> {
            if (calls.incrementAndGet() > 5) {
                throw new IllegalStateException("enough");
            }
        });

        assertThatThrownBy(() -> evaluation.line(definition.series().get("x"))).hasMessage("enough");
    }

    @Test
    void a_series_without_bars_has_columns_without_values() {
        Bars none = bars.slice(0, 0);
        assertThat(Evaluated.of(none, "on('1h', psar(0.1, 0.2)) + supertrend(3, f) + median(close, n) + f"))
                .isEmpty();
        assertThat(Evaluated.of(none, "rising(close, 2) or true")).isEmpty();
    }

    @Test
    void the_key_of_a_column_has_the_values_of_its_own_parameters_only() {
        Definition definition = Definitions.right(Definitions.with("sma(close, n) + f"));
        Node sum = definition.series().get("x");
        Occurrence sma = Occurrence.of(sum.operands().get(0), Timeframe.M30);
        GivenValues one = definition.values(Map.of("n", 3, "f", 1));
        GivenValues other = definition.values(Map.of("n", 3, "f", 2));

        assertThat(one.key(sma)).isEqualTo(other.key(sma));
        assertThat(one.key(Occurrence.of(sum, Timeframe.M30)))
                .isNotEqualTo(other.key(Occurrence.of(sum, Timeframe.M30)));
        assertThat(one.key(sma)).isNotEqualTo(definition.values(Map.of("n", 4)).key(sma));
    }

    @Test
    void an_estimate_counts_each_column_of_a_grid_once() {
        Definition turtle = Definitions.right(Definitions.json(Definitions.TURTLE));
        Estimate estimate =
                DefinedStrategy.of(turtle).estimate(Map.of(), turtle.grids().get("quick"), Timeframe.M30, 17_520);

        // Prices 3; for each entry channel an extreme, the shifted one and the cross; for each exit channel an extreme,
        // the shifted
        // one and the comparison; ema, up and not up; with the trend or without; and both joined with the entry
        // channels.
        // compared; …
        assertThat(estimate.columns()).isEqualTo(3 + 2 * 3 * 3 + 2 * 2 * 3 + 3 + 2 * 2 + 2 * 3 * 2);
        assertThat(estimate.warmupBars()).isEqualTo(199);
        assertThat(estimate.bytes()).isLessThan(30 * 8.0 * 17_520);
    }

    @Test
    void the_warm_up_of_a_longer_timeframe_is_told_in_bars_of_the_market() {
        Definition definition = Definitions.right(Definitions.with("on('4h', sma(close, 10))[2]"));
        Map<String, List<Object>> none = Map.of();
        long warmup = Estimate.of(definition.series().values(), none, Timeframe.H1, 1_000)
                .warmupBars();
        double[] column = Evaluated.of(RandomMarket.bars(Timeframe.H1, 1_000, 4), definition, Map.of());

        assertThat(warmup).isEqualTo(10 * 4 - 1 + 2);
        assertThat(column[(int) warmup]).isNotNaN();
    }

    @Test
    void a_parameter_that_no_live_branch_names_changes_nothing() {
        Definition turtle = Definitions.right(Definitions.json(Definitions.TURTLE));

        assertThat(LiveParameters.of(turtle, turtle.fallbacks()))
                .containsExactly("entry_bars", "exit_bars", "trend", "trend_bars");
        assertThat(LiveParameters.of(turtle, turtle.values(Map.of("trend", false))))
                .containsExactly("entry_bars", "exit_bars", "trend");
        Map<String, Object> json = Definitions.with("close");
        json.put("long", Map.of("enter", "close > if(c == 'fast', sma(close, n), ema(close[k], 3))"));
        Definition chosen = Definitions.right(json);

        assertThat(LiveParameters.of(chosen, chosen.fallbacks())).containsExactly("c", "n");
        assertThat(LiveParameters.of(chosen, chosen.values(Map.of("c", "off")))).containsExactly("c", "k");
    }

    /** What is dead under some values may take any of its own: the rules stay the same to the bit. */
    @Test
    void a_dead_parameter_of_a_random_definition_changes_no_rule() {
        Random random = new Random(8);
        RandomExpressions expressions = new RandomExpressions(random, List.of("1h", "4h"));
        Map<String, List<Object>> choices = Map.of(
                "n",
                List.of(1, 4, 9),
                "k",
                List.of(0, 2),
                "f",
                List.of(0.5, 2.5),
                "b",
                List.of(true, false),
                "c",
                List.of("fast", "slow"));
        int dead = 0;
        for (int k = 0; k < 200; k++) {
            Map<String, Object> json = Definitions.with("close");
            String enter =
                    "b and (" + expressions.condition(3) + ") or c == 'fast' and (" + expressions.condition(3) + ")";
            json.put("long", Map.of("enter", enter));
            Definition definition = Definitions.right(json);
            Map<String, Object> given =
                    new HashMap<>(Map.of("b", random.nextBoolean(), "c", random.nextBoolean() ? "fast" : "off"));
            Set<String> live = LiveParameters.of(definition, definition.values(given));
            Map<String, Object> changed = new HashMap<>(given);
            choices.forEach((name, values) -> {
                if (!live.contains(name)) {
                    changed.put(name, values.get(random.nextInt(values.size())));
                }
            });
            dead += definition.longSide().enter().orElseThrow().parameters().size() - live.size();
            Bars market = RandomMarket.bars(Timeframe.M30, 150, k);
            assertThat(entries(definition, market, changed))
                    .as(definition.text())
                    .isEqualTo(entries(definition, market, given));
        }
        assertThat(dead).isGreaterThan(20);
    }

    private static BitSet entries(Definition definition, Bars market, Map<String, Object> given) {
        return new Evaluation(market, definition.values(given), Evaluated.BYTES, () -> {})
                .condition(definition.longSide().enter().orElseThrow());
    }
}
