package dev.quarry.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTest {

    private static final List<Dimension> MIXED =
            List.of(new Dimension(7, true), new Dimension(3, false), new Dimension(1, true), new Dimension(40, true));

    private static Searched mixed() {
        return new Searched(MIXED, x -> List.of(x[0] + x[3] + (x[1] == 0.5 ? 0 : 1)));
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_gives_the_same_trials(SamplerKind kind) {
        assertThat(mixed().run(kind, 90, 16, 5)).isEqualTo(mixed().run(kind, 90, 16, 5));
    }

    @ParameterizedTest
    @EnumSource
    void another_seed_gives_other_trials(SamplerKind kind) {
        assertThat(mixed().run(kind, 90, 16, 5)).isNotEqualTo(mixed().run(kind, 90, 16, 6));
    }

    @ParameterizedTest
    @EnumSource
    void every_level_is_one_of_its_dimension_and_no_batch_is_larger_than_asked(SamplerKind kind) {
        Sampler sampler = kind.sampler(MIXED, 90, 3);
        for (int k = 0; k < 12; k++) {
            List<Point> asked = sampler.ask(7);
            assertThat(asked).hasSizeBetween(1, 7).allSatisfy(point -> {
                for (int d = 0; d < MIXED.size(); d++) {
                    assertThat(point.level(d)).isBetween(0, MIXED.get(d).levels() - 1);
                }
            });
            sampler.tell(asked.stream().map(mixed()::trial).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_search_of_which_nothing_can_be_ranked_goes_on(SamplerKind kind) {
        Searched nothing = new Searched(MIXED, x -> List.of(Double.NaN));
        assertThat(nothing.run(kind, 90, 16, 1)).hasSize(90).allMatch(t -> t.value() == Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @EnumSource
    void more_trials_than_points_end(SamplerKind kind) {
        Searched one = new Searched(List.of(new Dimension(2, true)), x -> List.of(x[0]));
        assertThat(one.run(kind, 60, 16, 1)).hasSize(60);
    }

    @Test
    void covariance_adaptation_needs_an_order() {
        assertThatThrownBy(() -> SamplerKind.CMAES.sampler(List.of(new Dimension(3, false)), 10, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_front_has_what_nothing_dominates() {
        Point point = new Point(List.of(0));
        List<Trial> trials = List.of(
                new Trial(point, List.of(1.0, 3.0)),
                new Trial(point, List.of(2.0, 2.0)),
                new Trial(point, List.of(1.0, 2.0)),
                new Trial(point, List.of(Double.NaN, 4.0)),
                new Trial(point, List.of(0.0, 1.0)));
        assertThat(NonDominatedSorting.front(trials)).containsExactly(0, 1, 3);
        assertThat(NonDominatedSorting.fronts(trials)).containsExactly(List.of(0, 1, 3), List.of(2), List.of(4));
    }

    @Test
    void the_levels_of_an_estimator_have_a_probability_of_one_together() {
        for (Dimension dimension : List.of(new Dimension(13, true), new Dimension(13, false))) {
            ParzenEstimator estimator =
                    new ParzenEstimator(dimension, new int[] {0, 4, 4, 12}, new double[] {1, 0.5, 1, 1});
            double sum = 0;
            for (int level = 0; level < 13; level++) {
                sum += StrictMath.exp(estimator.logProbability(level));
            }
            assertThat(sum).isCloseTo(1, offset(1e-9));
        }
    }
}
