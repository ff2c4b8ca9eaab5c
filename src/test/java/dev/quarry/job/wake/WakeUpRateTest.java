package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WakeUpRateTest {

    private static final int BURST = 8;
    private static final long EACH = 5;

    private final WakeUpRate rate = new WakeUpRate(BURST, EACH);

    @Test
    void a_single_job_is_announced_at_once() {
        for (long now = -100; now < 1_000; now += EACH) {
            assertThat(rate.take(1, now)).isEqualTo(1);
            assertThat(rate.isOwing()).isFalse();
        }
    }

    @Test
    void a_burst_wakes_all_slots_and_the_rest_is_owed_as_one() {
        assertThat(rate.take(100, 0)).isEqualTo(BURST);
        assertThat(rate.isOwing()).isTrue();
        assertThat(rate.take(0, EACH - 1)).isZero();
        assertThat(rate.take(0, EACH)).isEqualTo(1);
        assertThat(rate.isOwing()).isFalse();
        assertThat(rate.take(0, 10 * EACH)).isZero();
    }

    @Property
    void after_the_last_job_a_wake_up_goes_out_and_never_more_than_the_rate(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20) Integer> bursts,
            @ForAll @IntRange(min = 1, max = 9) int step) {
        WakeUpRate any = new WakeUpRate(BURST, EACH);
        long now = -17;
        int sent = 0;
        boolean announced = true;
        for (int jobs : bursts) {
            int count = any.take(jobs, now);
            announced = count > 0 || announced && jobs == 0;
            sent += count;
            assertThat(announced || any.isOwing()).isTrue();
            now += step;
        }
        if (any.isOwing()) {
            assertThat(any.take(0, now + EACH)).isEqualTo(1);
            assertThat(any.isOwing()).isFalse();
        }
        assertThat(sent).isLessThanOrEqualTo((int) (BURST + bursts.size() * step / EACH + 1));
    }
}
