package dev.quarry.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.run.KnownTypes;
import dev.quarry.platform.measure.Work;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeteredQueueTest {

    private final Meters meters = new Meters();
    private final MeteredQueue queue = new MeteredQueue(meters, KnownTypes.of("discover"));

    @BeforeEach
    void start() {
        meters.start();
        queue.begin();
    }

    @AfterEach
    void end() {
        meters.end();
    }

    @Test
    void every_type_is_shown_at_zero_before_its_first_job() {
        assertThat(meters.scrape())
                .contains(
                        "quarry_jobs_enqueued_total{job_type=\"discover\"} 0.0",
                        "quarry_job_run_seconds_count{job_type=\"discover\"} 0",
                        "quarry_job_rescues_total{lane=\"io\",state=\"queued\"} 0.0",
                        "quarry_job_attempts_total{job_type=\"discover\",outcome=\"lost\"} 0.0");
    }

    @Test
    void times_fall_into_the_buckets_of_their_histogram() {
        queue.claimed("discover", 0.002);
        queue.claimed("discover", 20);
        queue.claimed("discover", -0.5);
        queue.started("discover", 0.5);
        queue.ran("discover", 3_000_000_000L);
        queue.enqueueTook("discover", 4_000_000);

        assertThat(meters.scrape())
                .contains(
                        "quarry_job_pickup_seconds_bucket{job_type=\"discover\",le=\"0.001\"} 1",
                        "quarry_job_pickup_seconds_bucket{job_type=\"discover\",le=\"0.0025\"} 2",
                        "quarry_job_pickup_seconds_bucket{job_type=\"discover\",le=\"30.0\"} 3",
                        "quarry_job_pickup_seconds_bucket{job_type=\"discover\",le=\"+Inf\"} 3",
                        "quarry_job_wait_seconds_sum{job_type=\"discover\"} 0.5",
                        "quarry_job_run_seconds_sum{job_type=\"discover\"} 3.0",
                        "quarry_job_enqueue_seconds_bucket{job_type=\"discover\",le=\"0.005\"} 1");
    }

    @Test
    void what_happens_to_attempts_is_counted_by_type_and_outcome() {
        queue.enqueued("discover", 3);
        queue.ended("discover", AttemptOutcome.FAILED);
        queue.retried("discover");
        queue.ended("discover", AttemptOutcome.LOST);
        queue.rescued(Lane.COMPUTE, JobState.FAILED);

        assertThat(meters.scrape())
                .contains(
                        "quarry_jobs_enqueued_total{job_type=\"discover\"} 3.0",
                        "quarry_job_attempts_total{job_type=\"discover\",outcome=\"failed\"} 1.0",
                        "quarry_job_attempts_total{job_type=\"discover\",outcome=\"lost\"} 1.0",
                        "quarry_job_retries_total{job_type=\"discover\"} 1.0",
                        "quarry_job_rescues_total{lane=\"compute\",state=\"failed\"} 1.0");
    }

    @Test
    void types_without_a_handler_share_one_label_however_many_there_are() {
        long before = meters.scrape().lines().count();
        IntStream.range(0, 1_000).forEach(i -> queue.ended("made-up-" + i, AttemptOutcome.FAILED));

        assertThat(meters.scrape())
                .contains("quarry_job_attempts_total{job_type=\"other\",outcome=\"failed\"} 1000.0")
                .doesNotContain("made-up");
        assertThat(meters.scrape().lines().count()).isLessThan(3 * before);
    }

    @Test
    void the_work_of_features_is_counted_by_its_name() {
        MeteredWork work = new MeteredWork(meters);
        work.add(Work.SWEEP_COMBINATIONS, 4_096);
        work.add(Work.SWEEP_COMBINATIONS, 4);

        assertThat(meters.scrape())
                .contains("quarry_sweep_combinations_total 4100.0", "quarry_ingestion_bars_total 0.0");
    }

    @Test
    void counting_a_job_takes_less_than_a_tenth_of_the_fastest_claim() {
        for (int round = 0; round < 3; round++) {
            count(100_000);
        }
        double microsEach = count(200_000);

        // The fastest claim takes about a millisecond; the machine may be busy.
        assertThat(microsEach).isLessThan(100);
        System.out.printf("Counting one job takes %.2f microseconds%n", microsEach);
    }

    private double count(int jobs) {
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            queue.enqueued("discover", 1);
            queue.enqueueTook("discover", 1_000_000);
            queue.claimed("discover", 0.002);
            queue.started("discover", 0.002);
            queue.ran("discover", 1_000_000);
            queue.ended("discover", AttemptOutcome.SUCCEEDED);
        }
        return (System.nanoTime() - start) / 1e3 / jobs;
    }
}
