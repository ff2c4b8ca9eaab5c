package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.calibration.SyntheticMarket;
import dev.quarry.calibration.SyntheticMarket.Kind;
import dev.quarry.calibration.TrialSearch;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.LocalTrainings;
import dev.quarry.sweep.search.PurgedCrossValidation;
import dev.quarry.sweep.search.PurgedCrossValidation.Group;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.PurgedCrossValidationResult.GroupTest;
import dev.quarry.sweep.search.PurgedCrossValidationResult.Split;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrossValidatedPathsTest {

    private static final int MARKETS = 12;

    /** Three groups of two days, one tested: one path of six days, by hand. */
    @Test
    void the_ratio_of_a_path_is_that_of_its_days_one_after_the_other() {
        Bars bars = SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0).bars(1).slice(0, 36);
        PurgedCrossValidationResult result = new PurgedCrossValidationResult(
                List.of(new Group(0, 12), new Group(12, 24), new Group(24, 36)),
                0,
                0,
                List.of(new Split(List.of(0), 1, null), new Split(List.of(1), 1, null), new Split(List.of(2), 1, null)),
                List.of(
                        List.of(new GroupTest(new double[] {0.01, -0.01}, 2)),
                        List.of(new GroupTest(new double[] {0.02, 0}, 1)),
                        List.of(new GroupTest(new double[] {0.03, 0.01}, 0))));

        CrossValidatedPaths paths = CrossValidatedPaths.of(bars, result);

        // mean 0.01, squares of the distances 0 + 4 + 1 + 1 + 4 + 0 = 10 times 1e-4, over n − 1 = 5
        double ratio = 0.01 / Math.sqrt(10e-4 / 5) * Math.sqrt(365);
        assertThat(paths.paths()).singleElement().satisfies(path -> {
            assertThat(path.days()).isEqualTo(6);
            assertThat(path.trades()).isEqualTo(3);
            assertThat(path.yearlySharpe()).isCloseTo(ratio, within(1e-9));
            assertThat(path.returnPercent()).isCloseTo(100 * (1.01 * 0.99 * 1.02 * 1.03 * 1.01 - 1), within(1e-9));
            assertThat(path.maxDrawdownPercent()).isCloseTo(1, within(1e-9));
        });
        assertThat(paths.median()).isCloseTo(ratio, within(1e-9));
        assertThat(paths.shareBelowZero()).isZero();
    }

    @Test
    void the_median_path_is_near_zero_on_noise_and_far_above_on_an_edge() {
        double noise = meanOfMedians(SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0));
        double edge = meanOfMedians(SyntheticMarket.fourHours(Kind.REVERTING, 0.68));

        // A ratio of three years has a standard error of 0.58, the mean of twelve of 0.17; costs take a little.
        assertThat(noise).isBetween(-0.8, 0.5);
        assertThat(edge).isGreaterThan(1.5);
    }

    private static double meanOfMedians(SyntheticMarket market) {
        return LongStream.range(0, MARKETS)
                .mapToDouble(seed -> {
                    Bars bars = market.bars(seed);
                    SweepPlan plan = SweepPlan.of(
                            Combinations.all(TrialSearch.SMALL),
                            Map.of("trade_direction", "Both", "commission", 0.0001));
                    PurgedCrossValidationResult validated = new LocalTrainings(
                                    new IndicatorCache(bars),
                                    cache -> new FastSweep(cache, Runnable::run, 1),
                                    plan,
                                    new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(30), 1))
                            .crossValidate(new PurgedCrossValidation(6, 2, 1), 100);
                    return CrossValidatedPaths.of(bars, validated).median();
                })
                .average()
                .orElseThrow();
    }
}
