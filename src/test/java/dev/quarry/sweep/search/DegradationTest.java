package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Metric;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DegradationTest {

    private static final WalkForward WINDOWS = new WalkForward(100, 20, 20, OptionalInt.empty(), FoldEnd.CLOSE, 0);

    @Test
    void efficiency_is_the_return_a_day_out_of_sample_over_that_in_sample() {
        Degradation degradation = of(fold(1, 50, 2, 2.5), fold(2, 30, -1, 0.5));
        // In sample 0.5 and 0.3 percent a day, out of sample 0.1 and -0.05.
        assertThat(degradation.trainReturnPercentPerDay()).isCloseTo(0.4, within(1e-15));
        assertThat(degradation.testReturnPercentPerDay()).isCloseTo(0.025, within(1e-15));
        assertThat(degradation.efficiency()).isCloseTo(0.0625, within(1e-15));
        assertThat(degradation.folds())
                .extracting(Degradation.Fold::efficiency)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(0.2, -1 / 6.0);
    }

    @Test
    void the_metric_is_compared_as_it_is_even_when_infinite() {
        Degradation degradation = of(fold(3, 10, 1, Double.POSITIVE_INFINITY));
        assertThat(degradation.folds().get(0).number()).isEqualTo(3);
        assertThat(degradation.folds().get(0).trainMetric()).isInfinite();
        assertThat(degradation.folds().get(0).testMetric()).isEqualTo(1.5);
    }

    @Test
    void a_loss_in_sample_or_no_fold_gives_no_efficiency() {
        assertThat(of(fold(1, -10, -4, 0.5)).efficiency()).isNaN();
        assertThat(of(fold(1, 0, 4, 0.5)).efficiency()).isNaN();
        assertThat(of().efficiency()).isNaN();
        assertThat(of().trainReturnPercentPerDay()).isNaN();
    }

    private static Degradation of(WalkForward.Fold... folds) {
        return Degradation.of(WINDOWS, Metric.PROFIT_FACTOR, new WalkForwardResult(folds.length, List.of(folds)));
    }

    private static WalkForward.Fold fold(int number, double trainReturn, double testReturn, double trainFactor) {
        return new WalkForward.Fold(
                number,
                new WalkForward.Split(0, 1, 2),
                CombinationResult.tested(new Combination(0, Map.of()), run(trainReturn, trainFactor)),
                run(testReturn, 1.5));
    }

    private static Statistics run(double totalReturn, double profitFactor) {
        return new Statistics(10, 0, 0, 0, 0, 0, profitFactor, 0, totalReturn, 0, 0, 0, 0, 0, 0, 0);
    }
}
