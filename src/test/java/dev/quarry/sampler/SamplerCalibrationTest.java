package dev.quarry.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How samplers do on functions whose best is known, over many seeds, beside search at random with as many trials. */
class SamplerCalibrationTest {

    private static final int SEEDS = 20;

    @Test
    void parzen_estimators_come_closer_than_search_at_random() {
        comesCloser(Searched.sphere(5), SamplerKind.TPE, 150);
        comesCloser(Searched.branin(), SamplerKind.TPE, 100);
    }

    @Test
    void covariance_adaptation_comes_closer_than_search_at_random() {
        comesCloser(Searched.sphere(5), SamplerKind.CMAES, 300);
        comesCloser(Searched.rosenbrock(4), SamplerKind.CMAES, 500);
        comesCloser(Searched.branin(), SamplerKind.CMAES, 150);
    }

    @Test
    void non_dominated_sorting_comes_closer_than_search_at_random_by_one_objective() {
        comesCloser(Searched.sphere(5), SamplerKind.NSGA2, 300);
        comesCloser(Searched.rosenbrock(4), SamplerKind.NSGA2, 500);
    }

    @Test
    void non_dominated_sorting_finds_a_better_front_than_search_at_random() {
        Searched zdtOne = Searched.zdtOne();
        double least = sorted(seed -> zdtOne.hypervolume(SamplerKind.NSGA2, 1000, 64, seed))[0];
        double[] atRandom = sorted(seed -> zdtOne.hypervolume(SamplerKind.RANDOM, 1000, 64, seed));
        assertThat(least).isGreaterThan(atRandom[SEEDS - 1]);
    }

    @Test
    void covariance_adaptation_finds_the_best_of_a_small_grid_of_few_levels() {
        Searched few = new Searched(
                Collections.nCopies(4, new Dimension(5, true)),
                x -> List.of(Arrays.stream(x).map(v -> (v - 0.75) * (v - 0.75)).sum()));
        assertThat(sorted(seed -> few.best(SamplerKind.CMAES, 200, 64, seed))[SEEDS / 2])
                .isZero();
    }

    private static void comesCloser(Searched function, SamplerKind kind, int trials) {
        long wins = LongStream.range(0, SEEDS)
                .filter(seed -> function.best(kind, trials, 16, seed)
                        < function.best(SamplerKind.RANDOM, trials, 16, 1000 + seed))
                .count();
        assertThat(wins).as("%s of %d seeds", kind, SEEDS).isGreaterThanOrEqualTo(SEEDS * 3 / 4);
        assertThat(sorted(seed -> function.best(kind, trials, 16, seed))[SEEDS / 2])
                .isLessThan(sorted(seed -> function.best(SamplerKind.RANDOM, trials, 16, 1000 + seed))[SEEDS / 2]);
    }

    private static double[] sorted(LongToDoubleFunction figure) {
        return LongStream.range(0, SEEDS).mapToDouble(figure).sorted().toArray();
    }
}
