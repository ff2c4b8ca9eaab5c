package dev.quarry.sweep.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.Backtest;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Trade;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions that come with Quarry, on the prices that come with it. */
class ShippedSweepTest {

    private static final Bars BARS = SampleBars.bars();

    /** As many as the plain engine, which computes everything anew for each combination, goes through in seconds. */
    private static final Bars FIRST = BARS.slice(0, 2_500);

    static Stream<Definition> definitions() {
        return StrategyCatalog.always().stream()
                .map(CatalogedStrategy::definition)
                .flatMap(Optional::stream);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void grids_are_right_and_as_large_as_their_names_say(Definition definition) {
        DefinedStrategy strategy = DefinedStrategy.of(definition);

        assertThat(definition.grids()).containsOnlyKeys("quick", "full");
        definition.grids().values().forEach(values -> assertThat(Grid.faults(strategy, values))
                .isEmpty());
        assertThat(distinct(strategy, "quick").size()).isBetween(15L, 150L);
        assertThat(distinct(strategy, "full").size()).isBetween(700L, 20_000L);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void the_fast_engine_has_the_bits_of_the_plain_one_on_the_quick_grid(Definition definition) {
        DefinedStrategy strategy = DefinedStrategy.of(definition);

        List<CombinationResult> plain = results(new PlainSweep(FIRST), new EvaluatedStrategy(strategy));
        List<CombinationResult> fast = results(new FastSweep(FIRST), strategy);

        assertThat(fast).isEqualTo(plain).noneMatch(CombinationResult::failed);
        assertThat(results(new FastSweep(BARS), strategy).stream()
                        .map(CombinationResult::statistics)
                        .distinct()
                        .count())
                .as("outcomes that differ")
                .isGreaterThan(fast.size() * 2 / 3);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void it_trades_both_sides_as_it_is_and_closes_what_it_opens(Definition definition) {
        List<Trade> trades = Backtest.run(BARS, StrategyParameters.defaults(DefinedStrategy.of(definition), 0.0005))
                .trades();

        assertThat(trades.stream().collect(Collectors.groupingBy(Trade::side, Collectors.counting())))
                .containsOnlyKeys(Side.values())
                .allSatisfy((side, count) -> assertThat(count).isGreaterThan(5));
        assertThat(trades.stream()
                        .mapToInt(trade -> trade.exitBar() - trade.entryBar())
                        .max()
                        .orElseThrow())
                .isLessThan(BARS.size() / 10);
    }

    /** What is undefined makes a comparison false, its {@code not} true and takes the second of two branches. */
    @ParameterizedTest
    @MethodSource("definitions")
    void nothing_can_be_entered_because_something_is_not_known_yet(Definition definition) {
        List<Node> entries = Stream.of(definition.longSide(), definition.shortSide())
                .flatMap(rules -> rules.enter().stream())
                .toList();

        assertThat(entries).hasSize(2);
        assertThat(Occurrence.all(entries, null).stream()
                        .map(Occurrence::node)
                        .filter(ShippedSweepTest::turnsUnknownIntoTrue)
                        .map(node -> node.operands().get(0)))
                .allSatisfy(asked ->
                        assertThat(asked.isConstant() || isOfTheClock(asked)).isTrue());
    }

    private static boolean turnsUnknownIntoTrue(Node node) {
        return node.operation() instanceof Operation.Choose
                || node.operation() instanceof Operation.Joined joined && joined.operator() == Operator.NOT;
    }

    /** Which is always known. */
    private static boolean isOfTheClock(Node node) {
        return Occurrence.all(List.of(node), null).stream()
                .map(occurrence -> occurrence.node().operation())
                .noneMatch(operation -> operation instanceof Operation.OfBar
                        || operation instanceof Operation.Call
                        || operation instanceof Operation.Ago
                        || operation instanceof Operation.On);
    }

    private static Combinations distinct(Strategy strategy, String grid) {
        return Combinations.distinct(Grid.of(
                strategy, ((DefinedStrategy) strategy).definition().grids().get(grid)));
    }

    private static List<CombinationResult> results(SweepEngine engine, Strategy strategy) {
        Definition definition = definitions()
                .filter(d -> d.name().equals(strategy.name()))
                .findFirst()
                .orElseThrow();
        Grid grid = Grid.of(strategy, definition.grids().get("quick"));
        List<CombinationResult> results = new ArrayList<>();
        engine.run(
                new SweepPlan(Combinations.distinct(grid), Map.of(), 0.0005, index -> false),
                SweepProgress.NONE,
                results::add);
        return results;
    }
}
