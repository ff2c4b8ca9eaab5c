package dev.quarry.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobDetails;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.sql.TestDatabase;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleFiresIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-01-01T12:00:00Z");

    private final List<JobRequest> enqueued = Collections.synchronizedList(new ArrayList<>());
    private final ScheduleFires fires = fires(recordingQueue());

    @BeforeEach
    void noFires() {
        DATABASE.empty("schedule_fire");
    }

    @Test
    void the_latest_fire_is_a_whole_multiple_of_the_interval_and_not_in_the_future() {
        OffsetDateTime latest = fires.latestFire(900);

        assertThat(latest.toEpochSecond() % 900).isZero();
        assertThat(latest)
                .isBetween(
                        OffsetDateTime.now().minusMinutes(16),
                        OffsetDateTime.now().plusMinutes(1));
    }

    @Test
    void eight_nodes_that_see_the_same_fire_enqueue_one_job() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Long>>> all =
                    Collections.nCopies(8, () -> fires.fire("refresh", NOON, "leaderboard_refresh"));
            int taken = 0;
            for (Future<Optional<Long>> fire : nodes.invokeAll(all)) {
                taken += fire.get().isPresent() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
            assertThat(enqueued).singleElement().satisfies(job -> assertThat(job.jobType())
                    .isEqualTo("leaderboard_refresh"));
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void a_fire_whose_job_cannot_be_stored_may_be_taken_again() {
        ScheduleFires broken = fires(request -> {
            throw new IllegalStateException("full");
        });

        assertThatThrownBy(() -> broken.fire("refresh", NOON, "x")).hasMessage("full");

        assertThat(fires.fire("refresh", NOON, "x")).isPresent();
    }

    private static ScheduleFires fires(JobQueue queue) {
        return new ScheduleFires(DATABASE.database(), queue, DATABASE.transactions());
    }

    private JobQueue recordingQueue() {
        return request -> {
            enqueued.add(request);
            return JobDetails.queued(7, request.jobType());
        };
    }
}
