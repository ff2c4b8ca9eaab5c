package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import org.junit.jupiter.api.Test;

class BatchSizerTest {

    private final BatchSizer streaks = new BatchSizer();

    @Test
    void a_hand_takes_one_job_until_a_lane_has_shown_that_its_jobs_are_short() {
        assertThat(streaks.of(Lane.IO)).isEqualTo(1);

        run(32, 1_000_000);
        assertThat(streaks.of(Lane.IO)).isEqualTo(4);

        run(96, 1_000_000);
        assertThat(streaks.of(Lane.IO)).isEqualTo(16);
        assertThat(streaks.of(Lane.COMPUTE)).isEqualTo(1);
    }

    @Test
    void one_long_job_ends_it() {
        run(1_000, 1_000_000);

        run(1, 6_000_000);
        assertThat(streaks.of(Lane.IO)).isEqualTo(1);

        run(31, 1_000_000);
        assertThat(streaks.of(Lane.IO)).isEqualTo(1);
    }

    private void run(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            streaks.ran(Lane.IO, nanos);
        }
    }
}
