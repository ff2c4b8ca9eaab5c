package dev.quarry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(20));

    @Test
    void the_longest_pause_doubles_up_to_the_cap() {
        RandomGenerator most = chance(Math.nextDown(1.0));

        assertThat(POLICY.pause(1, most)).isBetween(Duration.ofMillis(1999), Duration.ofMillis(2000));
        assertThat(POLICY.pause(2, most)).isBetween(Duration.ofMillis(3999), Duration.ofMillis(4000));
        assertThat(POLICY.pause(4, most)).isBetween(Duration.ofMillis(15999), Duration.ofMillis(16000));
        assertThat(POLICY.pause(5, most)).isBetween(Duration.ofMillis(19999), Duration.ofMillis(20000));
    }

    @Test
    void jitter_is_full() {
        assertThat(POLICY.pause(3, chance(0))).isZero();
        assertThat(POLICY.pause(3, chance(0.25))).isEqualTo(Duration.ofSeconds(2));
    }

    @Property
    void no_attempt_number_breaks_the_cap(
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int attempt, @ForAll long seed) {
        assertThat(POLICY.pause(attempt, new java.util.Random(seed))).isBetween(Duration.ZERO, Duration.ofSeconds(20));
    }

    @Test
    void what_waits_for_others_is_tried_five_times_and_the_rest_three_times() {
        assertThat(new JobType("a", Lane.IO).retries().maxAttempts()).isEqualTo(5);
        assertThat(new JobType("b", Lane.COMPUTE).retries().maxAttempts()).isEqualTo(3);
        assertThat(new JobType("c", Lane.LIGHT).retries().maxAttempts()).isEqualTo(3);
    }

    private static RandomGenerator chance(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new IllegalStateException("only doubles are asked for");
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
