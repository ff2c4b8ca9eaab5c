package dev.quarry.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.inference.Verdict.Outcome;
import dev.quarry.sampler.SamplerKind;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The short form: small grids only. {@code mvn -Pcalibration} is the long one. */
class CalibrationTest {

    private static final Outcome VERDICT_OF_AN_EDGE = Outcome.HOLDS_UP;

    @Test
    void the_verdict_errs_no_more_often_than_is_promised() throws Exception {
        Calibration calibration = Calibration.of(8, 0, 0).run(2);
        assertThat(Bounds.missedBy(calibration)).as(calibration.table()).isEmpty();
        assertThat(calibration.tally(search -> search.market().edge() > 0.4).share(VERDICT_OF_AN_EDGE))
                .as(calibration.table())
                .isGreaterThan(0.8);
    }

    /** {@code -Dquarry.bench=sampled-calibration} counts more of them. */
    @Test
    void what_a_sampler_that_learns_finds_in_a_random_walk_seldom_holds_up() {
        SyntheticMarket walk = SyntheticMarket.halfHours(SyntheticMarket.Kind.RANDOM_WALK, 0);
        long yes = LongStream.range(0, 8)
                .filter(seed -> SampledCalibration.verdict(SamplerKind.TPE, walk.bars(seed), seed + 1, 300)
                        .filter(said -> said == VERDICT_OF_AN_EDGE)
                        .isPresent())
                .count();
        assertThat(yes).isLessThanOrEqualTo(1);
    }

    @Test
    void a_verdict_that_says_yes_to_noise_misses_its_bounds() {
        Calibration calibration = Calibration.of(40, 0, 0);
        calibration.pretend(VERDICT_OF_AN_EDGE, 0);
        assertThat(Bounds.missedBy(calibration))
                .anyMatch(sentence -> sentence.startsWith("holds up where there is no"))
                .anyMatch(sentence -> sentence.startsWith("what walking forward recommends holds up"))
                .anyMatch(sentence -> sentence.startsWith("walking forward is above 0 out of sample without"));
    }

    @Test
    void a_verdict_that_never_says_yes_misses_its_bounds() {
        Calibration calibration = Calibration.of(40, 0, 0);
        calibration.pretend(Outcome.LIKELY_LUCK, 6);
        assertThat(Bounds.missedBy(calibration))
                .anyMatch(sentence -> sentence.contains("with a true ratio of 3.0 or more"))
                .anyMatch(sentence -> sentence.startsWith("likely luck at a true ratio"))
                .anyMatch(sentence -> sentence.startsWith("walking forward is above 0 out of sample in 0 of"));
    }

    @Test
    void few_successes_are_as_unlikely_as_the_binomial_distribution_says() {
        assertThat(Bounds.binomialAtMost(0, 10, 0.5)).isCloseTo(1 / 1024.0, within(1e-12));
        assertThat(Bounds.binomialAtMost(3, 10, 0.5)).isCloseTo(176 / 1024.0, within(1e-12));
        assertThat(Bounds.binomialAtMost(10, 10, 0.5)).isCloseTo(1, within(1e-12));
    }
}
