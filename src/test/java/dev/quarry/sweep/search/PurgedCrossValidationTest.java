package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Stretches;
import dev.quarry.engine.Trade;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.LongestTrade;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.PurgedCrossValidation.Group;
import dev.quarry.sweep.search.PurgedCrossValidationResult.GroupTest;
import dev.quarry.sweep.search.PurgedCrossValidationResult.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PurgedCrossValidationTest {

    private static final Bars HOURS = RandomMarket.bars(Timeframe.H1, 2_400, 7);

    /** Enters often. */
    private static final Map<String, Object> LOOSE = Map.of(
            "rsi_min", 50, "rsi_ma_min", 50, "bb_std", 1.0, "trade_direction", "Both", "use_rsi_relation", false);

    private static final Grid GRID = Grid.of(
            RsiBands.STRATEGY,
            Map.of(
                    "rsi_min", List.of(50, 55, 60),
                    "bb_std", List.of(1.0, 1.5),
                    "stop_pct", List.of(1, 3),
                    "trade_direction", List.of("Both")));

    /** López de Prado (2018), figure 12.1. */
    @Test
    void six_groups_of_which_two_are_tested_make_fifteen_splits_and_five_paths() {
        PurgedCrossValidation six = new PurgedCrossValidation(6, 2, 1);

        assertThat(six.splits()).isEqualTo(15);
        assertThat(six.paths()).isEqualTo(5);
        assertThat(six.tested().subList(0, 6))
                .containsExactly(
                        List.of(0, 1), List.of(0, 2), List.of(0, 3), List.of(0, 4), List.of(0, 5), List.of(1, 2));
        assertThat(six.tested()).hasSize(15).doesNotHaveDuplicates();
    }

    /** Four groups, two tested, by hand: (1,2) (1,3) (1,4) (2,3) (2,4) (3,4). */
    @Test
    void paths_take_the_tests_of_a_group_in_the_order_of_its_splits() {
        List<List<Integer>> tested = new PurgedCrossValidation(4, 2, 0).tested();
        List<List<GroupTest>> tests = new ArrayList<>();
        for (int k = 0; k < tested.size(); k++) {
            int split = k;
            tests.add(tested.get(k).stream()
                    .map(group -> new GroupTest(new double[0], 10 * (split + 1) + group + 1))
                    .toList());
        }
        PurgedCrossValidationResult result = new PurgedCrossValidationResult(
                Arrays.asList(new Group(0, 1), new Group(1, 2), new Group(2, 3), new Group(3, 4)),
                0,
                0,
                tested.stream().map(groups -> new Split(groups, 1, null)).toList(),
                tests);

        assertThat(result.paths().stream()
                        .map(path -> path.stream().map(GroupTest::trades).toList()))
                .containsExactly(List.of(11, 12, 23, 34), List.of(21, 42, 43, 54), List.of(31, 52, 63, 64));
    }

    @Test
    void groups_are_whole_days_and_every_day_is_in_one() {
        List<Group> groups = new PurgedCrossValidation(7, 2, 1).groups(HOURS);

        assertThat(groups).hasSize(7);
        assertThat(groups.get(0).from()).isZero();
        assertThat(groups.get(6).to()).isEqualTo(HOURS.size());
        int[] ends = DailyReturns.dayEnds(HOURS);
        for (int k = 0; k < 7; k++) {
            assertThat(k == 0 ? 0 : groups.get(k - 1).to())
                    .isEqualTo(groups.get(k).from());
            assertThat(Arrays.binarySearch(ends, groups.get(k).to())).isNotNegative();
        }
    }

    @Test
    void no_training_bar_is_within_the_purge_or_the_embargo_of_a_tested_group() {
        Random random = new Random(3);
        for (int draw = 0; draw < 200; draw++) {
            int groups = 3 + random.nextInt(8);
            PurgedCrossValidation drawn =
                    new PurgedCrossValidation(groups, 1 + random.nextInt(groups - 1), random.nextInt(4));
            int purge = random.nextInt(60);
            List<Integer> tested = drawn.tested().get(random.nextInt((int) drawn.splits()));
            BitSet entries = drawn.training(drawn.groups(HOURS), tested, purge).entries();
            BitSet expected = new BitSet();
            for (int bar = 0; bar < HOURS.size(); bar++) {
                boolean near = false;
                for (int number : tested) {
                    Group group = drawn.groups(HOURS).get(number);
                    int least = Math.max(purge, 1);
                    near |= bar >= group.from() - least && bar < group.to() + drawn.embargo(HOURS.size());
                }
                expected.set(bar, !near);
            }
            assertThat(entries).as(drawn + " " + tested + " " + purge).isEqualTo(expected);
        }
    }

    @Test
    void no_training_position_is_open_on_a_tested_bar_or_on_one_near_it() {
        for (Object longest : new Object[] {12, null}) {
            Map<String, Object> base = new HashMap<>(LOOSE);
            base.put("use_stop", false);
            base.put("max_bars_in_trade", longest);
            int purge = LongestTrade.bars(GRID, base, () -> {}).orElse(0);
            PurgedCrossValidation validation = new PurgedCrossValidation(6, 2, 1);
            IndicatorCache series = new IndicatorCache(HOURS);
            StrategyParameters parameters =
                    StrategyParameters.parse(RsiBands.STRATEGY, base, 0.0).orThrow();
            int trades = 0;
            for (List<Integer> tested : validation.tested()) {
                Stretches training = validation.training(validation.groups(HOURS), tested, purge);
                for (Trade trade :
                        Backtest.run(series.trading(training), parameters).trades()) {
                    trades++;
                    for (int number : tested) {
                        Group group = validation.groups(HOURS).get(number);
                        boolean before = trade.exitBar() < group.from();
                        boolean after = trade.entryBar() >= group.to() + validation.embargo(HOURS.size());
                        assertThat(before || after)
                                .as("%s against %s", trade, group)
                                .isTrue();
                        assertThat(before && trade.entryBar() >= group.from() - purge)
                                .isFalse();
                    }
                }
            }
            assertThat(trades).isGreaterThan(500);
        }
    }

    @Test
    void training_on_what_comes_before_is_a_back_test_of_it() {
        PurgedCrossValidation half = new PurgedCrossValidation(3, 2, 0);
        IndicatorCache series = new IndicatorCache(HOURS);
        Map<String, Object> base = new HashMap<>(LOOSE);
        base.put("max_bars_in_trade", 5000);
        StrategyParameters parameters =
                StrategyParameters.parse(RsiBands.STRATEGY, base, 0.001).orThrow();
        int end = half.groups(HOURS).get(0).to();

        List<Trade> trained = Backtest.run(
                        series.trading(half.training(half.groups(HOURS), List.of(1, 2), 0)), parameters)
                .trades();
        List<Trade> alone = Backtest.run(series.window(0, end, 0), parameters).trades().stream()
                .filter(trade -> trade.entryBar() < end - 1)
                .toList();

        assertThat(trained).hasSizeGreaterThan(20);
        assertThat(trained.stream().map(Trade::equityAfter).toList())
                .isEqualTo(alone.stream().map(Trade::equityAfter).toList());
    }

    @Test
    void every_path_has_every_day_once_and_its_tests_are_those_of_the_plain_engine() {
        PurgedCrossValidation validation = new PurgedCrossValidation(5, 2, 1);
        IndicatorCache series = new IndicatorCache(HOURS);
        SweepPlan plan = SweepPlan.of(Combinations.all(GRID), Map.of("max_bars_in_trade", 20));
        GridSearch search = new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(5), 1);

        PurgedCrossValidationResult fast = new LocalTrainings(
                        series, cache -> new FastSweep(cache, Runnable::run, 1), plan, search)
                .crossValidate(validation, 20);
        PurgedCrossValidationResult plain = new LocalTrainings(
                        series, cache -> new PlainSweep(cache, Runnable::run, 1), plan, search)
                .crossValidate(validation, 20);

        assertThat(fast.splits()).isEqualTo(plain.splits());
        assertThat(fast.okSplits()).hasSize(10);
        assertThat(fast.paths()).hasSize(4);
        int days = DailyReturns.dayEnds(HOURS).length;
        for (List<GroupTest> path : fast.paths()) {
            assertThat(path.stream()
                            .mapToInt(test -> test.dailyReturns().length)
                            .sum())
                    .isEqualTo(days);
        }
        for (int k = 0; k < 10; k++) {
            Split split = fast.splits().get(k);
            for (int i = 0; i < 2; i++) {
                Group group = fast.groups().get(split.tested().get(i));
                IndicatorCache window = series.window(group.from(), group.to(), WalkForward.ALL_BARS);
                StrategyParameters chosen =
                        plan.parameters(split.best().combination()).orThrow();
                assertThat(fast.tests().get(k).get(i).dailyReturns())
                        .isEqualTo(DailyReturns.of(
                                window.bars(),
                                Backtest.run(window, chosen).markToMarketCurve(),
                                chosen.account().cash()));
            }
        }
        assertThat(fast.choices().stream()
                        .mapToInt(PurgedCrossValidationResult.Choice::splits)
                        .sum())
                .isEqualTo(10);
        assertThat(IntStream.range(0, 10).mapToObj(k -> fast.tests().get(k).size()))
                .containsOnly(2);
    }

    @Test
    void the_longest_trade_is_that_of_the_combination_with_the_latest_exit() {
        assertThat(LongestTrade.bars(GRID, Map.of(), () -> {})).hasValue(100);
        assertThat(LongestTrade.bars(GRID, Map.of("max_bars_in_trade", "30"), () -> {}))
                .hasValue(30);
        assertThat(LongestTrade.bars(
                        Grid.of(RsiBands.STRATEGY, Map.of("max_bars_in_trade", List.of(10, 70, 20))),
                        Map.of(),
                        () -> {}))
                .hasValue(70);
        assertThat(LongestTrade.bars(GRID, Collections.singletonMap("max_bars_in_trade", null), () -> {}))
                .isEqualTo(OptionalInt.empty());
    }

    @Test
    void settings_that_leave_nothing_to_train_on_are_refused_with_what_helps() {
        assertThat(faults(Map.of("groups", 4, "test_groups", 4))).containsExactly("test_groups");
        assertThat(faults(Map.of("groups", 12, "test_groups", 6))).containsExactly("groups");
        assertThat(faults(Map.of("groups", 2, "embargo_pct", "much", "purge", 3)))
                .containsExactlyInAnyOrder("groups", "embargo_pct", "purge");
        assertThat(new PurgedCrossValidation(6, 2, 1).complaint(HOURS, 100)).isEmpty();
        assertThat(new PurgedCrossValidation(6, 2, 1).complaint(HOURS.slice(0, 120), 10))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("days are too few for 6 groups"));
        assertThat(new PurgedCrossValidation(6, 2, 1).complaint(HOURS, 2_000))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("leave nothing to train on", "2000"));
    }

    private static List<String> faults(Map<String, Object> settings) {
        ParameterReader reader = new ParameterReader(settings);
        PurgedCrossValidation.read(reader);
        return reader.faults().stream().map(fault -> fault.name()).toList();
    }
}
