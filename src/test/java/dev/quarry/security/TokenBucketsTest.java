package dev.quarry.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(10, 20, nanos::get);

    @Test
    void a_burst_is_let_through_and_then_the_rate_holds() {
        for (int k = 0; k < 20; k++) {
            assertThat(buckets.take("ann")).isZero();
        }
        assertThat(buckets.take("ann")).isEqualTo(1);

        nanos.addAndGet(500_000_000);

        for (int k = 0; k < 5; k++) {
            assertThat(buckets.take("ann")).isZero();
        }
        assertThat(buckets.take("ann")).isPositive();
    }

    @Test
    void one_caller_does_not_use_up_what_another_may() {
        for (int k = 0; k < 30; k++) {
            buckets.take("ann");
        }

        assertThat(buckets.take("bob")).isZero();
    }

    @Test
    void a_slow_rate_tells_how_long_to_wait() {
        TokenBuckets slow = new TokenBuckets(0.1, 1, nanos::get);
        slow.take("ann");

        assertThat(slow.take("ann")).isEqualTo(10);
    }

    @Test
    void addresses_without_number_do_not_fill_the_memory() {
        for (int k = 0; k < 10_000; k++) {
            buckets.take("address " + k);
        }
        assertThat(buckets.take("one more")).isPositive();

        nanos.addAndGet(2_000_000_000);

        assertThat(buckets.take("one more")).isZero();
    }
}
