package dev.quarry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.operations.Activity.Bucket;
import dev.quarry.operations.FailureCauses.Cause;
import dev.quarry.platform.sql.TestDatabase;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the last minutes are said to have been like. */
class ActivityStoreIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ActivityStore store = new ActivityStore(DATABASE.database());
    private long next = 1;

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "job_count", "job_count_change");
    }

    @Test
    void an_empty_queue_has_empty_buckets_and_no_pick_up() {
        Activity activity = store.activity(3600, 60);

        assertThat(activity.buckets()).hasSize(60).allMatch(bucket -> bucket.open() == 0 && bucket.created() == 0);
        assertThat(activity.pickUp()).isEqualTo(new Activity.PickUp(0, null, null));
    }

    @Test
    void what_came_and_ended_is_counted_in_its_bucket_and_what_is_open_follows_from_it() {
        ended("succeeded", "30 minutes", "20 minutes", null);
        ended("failed", "30 minutes", "10 minutes", "x");
        ended("canceled", "2 hours", "10 minutes", null);
        ended("succeeded", "3 hours", "2 hours", null);
        open("40 minutes");

        Activity activity = store.activity(3600, 60);

        assertThat(sum(activity, Bucket::created)).isEqualTo(3);
        assertThat(sum(activity, Bucket::succeeded)).isEqualTo(1);
        assertThat(sum(activity, Bucket::failed)).isEqualTo(1);
        assertThat(sum(activity, Bucket::canceled)).isEqualTo(1);
        assertThat(activity.buckets().stream().map(Bucket::open).distinct()).containsExactly(1L, 2L, 4L, 3L);
    }

    @Test
    void pick_up_is_the_time_from_due_to_start_of_what_ended() {
        for (int seconds = 1; seconds <= 3; seconds++) {
            DATABASE.database().update("""
                    insert into job (id, job_type, lane, state, payload, max_attempts, created_at, run_at, started_at, finished_at)
                    values (?, 't', 'light', 'succeeded', '{}', 3, now() - interval '1 minute', now() - interval '1 minute',
                        now() - interval '1 minute' + make_interval(secs => ?), now())""", next++, (double) seconds);
        }

        assertThat(store.activity(3600, 60).pickUp()).satisfies(pickUp -> {
            assertThat(pickUp.jobs()).isEqualTo(3);
            assertThat(pickUp.medianSeconds()).isEqualTo(2);
            assertThat(pickUp.p95Seconds()).isBetween(2.8, 3.0);
        });
    }

    @Test
    void errors_that_differ_in_numbers_and_brackets_are_one_cause_shown_by_its_newest() {
        ended("failed", "9 minutes", "8 minutes", "No data (a 2014) for row 17");
        ended("failed", "9 minutes", "5 minutes", "No data (b 2015) for row 18");
        ended("failed", "9 minutes", "7 minutes", "Out of memory");
        ended("failed", "3 hours", "2 hours", "Out of memory");
        ended("succeeded", "9 minutes", "5 minutes", null);

        FailureCauses causes = store.causes(3600, 10);

        assertThat(causes.causes()).extracting(Cause::jobs).containsExactly(2L, 1L);
        assertThat(causes.causes().get(0).example()).isEqualTo("No data (b 2015) for row 18");
        assertThat(causes.causes().get(0).lastJobId()).isEqualTo(2);
        assertThat(store.causes(3600, 1).causes()).hasSize(1);
    }

    private static long sum(Activity activity, ToLongFunction<Bucket> part) {
        return activity.buckets().stream().mapToLong(part).sum();
    }

    private void ended(String state, String created, String finished, String error) {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, state, payload, max_attempts, created_at, run_at, started_at, finished_at, error)
                values (?, 't', 'light', ?, '{}', 3, now() - ?::interval, now() - ?::interval, now() - ?::interval,
                    now() - ?::interval, ?)""", next++, state, created, created, finished, finished, error);
    }

    private void open(String created) {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, state, payload, max_attempts, created_at)
                values (?, 't', 'light', 'queued', '{}', 3, now() - ?::interval)""", next++, created);
    }
}
