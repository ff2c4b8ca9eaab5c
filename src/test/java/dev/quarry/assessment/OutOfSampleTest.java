package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.FoldEnd;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.LocalTrainings;
import dev.quarry.sweep.search.SearchConstraints;
import dev.quarry.sweep.search.WalkForward;
import dev.quarry.sweep.search.WalkForwardResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OutOfSampleTest {

    private static final Bars BARS = Searches.noise(6);
    private static final SweepPlan PLAN = SweepPlan.of(
            Combinations.all(Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", List.of(55, 60)))), Searches.BASE);

    @Test
    void the_test_windows_are_joined_and_compound() {
        WalkForward windows = new WalkForward(60, 30, 30, OptionalInt.empty(), FoldEnd.CLOSE, 50);
        WalkForwardResult walked = walk(windows, 1);
        OutOfSample joined = OutOfSample.of(new IndicatorCache(BARS), windows, walked, PLAN, () -> {})
                .orElseThrow();

        double growth = 1;
        int trades = 0;
        for (WalkForward.Fold fold : walked.okFolds()) {
            growth *= 1 + fold.test().totalReturnPercent() / 100;
            trades += fold.test().trades();
        }
        assertThat(walked.okFolds()).hasSize(4);
        assertThat(joined.days()).isEqualTo(120);
        assertThat(joined.trades()).isEqualTo(trades).isPositive();
        assertThat(joined.returnPercent()).isCloseTo((growth - 1) * 100, within(1e-9));
        assertThat(joined.probabilisticSharpe()).isBetween(0.0, 1.0);
        assertThat(joined.yearlySharpe() > 0).isEqualTo(joined.probabilisticSharpe() > 0.5);
    }

    @Test
    void days_do_not_count_twice_and_nothing_comes_of_nothing() {
        WalkForward overlapping = new WalkForward(60, 30, 10, OptionalInt.of(3), FoldEnd.CLOSE, 0);
        assertThat(OutOfSample.of(new IndicatorCache(BARS), overlapping, walk(overlapping, 1), PLAN, () -> {}))
                .isEmpty();
        WalkForward windows = new WalkForward(60, 30, 30, OptionalInt.of(1), FoldEnd.CLOSE, 0);
        assertThat(OutOfSample.of(new IndicatorCache(BARS), windows, walk(windows, 1_000_000), PLAN, () -> {}))
                .isEmpty();
    }

    private static WalkForwardResult walk(WalkForward windows, int minTrades) {
        return new LocalTrainings(
                        new IndicatorCache(BARS),
                        cache -> new PlainSweep(cache, Runnable::run, 1),
                        PLAN,
                        new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(minTrades), 1))
                .walk(windows);
    }
}
