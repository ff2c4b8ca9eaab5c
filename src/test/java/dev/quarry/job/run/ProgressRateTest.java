package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProgressRateTest {

    private static final long HALF_SECOND = 500_000_000L;

    private final ProgressRate rate = new ProgressRate(0, 0);
    private long units;
    private long nanos;

    @Test
    void the_rate_is_unknown_until_two_seconds_were_seen_with_some_progress() {
        ticks(3, 10);
        assertThat(rate.perSecond()).isNull();

        ticks(1, 10);

        assertThat(rate.perSecond()).isCloseTo(20.0, within(1e-9));
    }

    @Test
    void nothing_done_yet_is_unknown_and_nothing_for_long_is_no_progress() {
        ticks(20, 0);
        assertThat(rate.perSecond()).isNull();

        ticks(40, 0);

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void work_that_was_found_done_does_not_count() {
        ticks(1, 50_000);
        ticks(1, 30_000);
        ticks(8, 50);

        assertThat(rate.perSecond()).isCloseTo(100.0, within(1e-9));
    }

    @Test
    void chunks_that_come_now_and_then_count_with_the_time_between_them() {
        for (int i = 0; i < 12; i++) {
            ticks(4, 0);
            ticks(1, 1_000);
        }

        assertThat(rate.perSecond()).isCloseTo(400.0, within(1e-9));
    }

    @Test
    void a_pause_of_half_a_minute_is_forgotten_half_a_minute_later() {
        ticks(60, 10);
        ticks(60, 0);
        assertThat(rate.perSecond()).isZero();

        ticks(60, 10);

        assertThat(rate.perSecond()).isCloseTo(20.0, within(1e-9));
    }

    @Test
    void a_count_that_begins_anew_is_measured_anew() {
        ticks(20, 1_000);
        units = 0;
        ticks(20, 10);

        assertThat(rate.perSecond()).isCloseTo(20.0, within(1e-9));
    }

    private void ticks(int count, long step) {
        for (int i = 0; i < count; i++) {
            units += step;
            nanos += HALF_SECOND;
            rate.observe(units, nanos);
        }
    }
}
