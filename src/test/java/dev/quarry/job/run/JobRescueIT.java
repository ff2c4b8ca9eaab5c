package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.GroupCommit.Waiting;
import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobRescueIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final List<Lane> woken = new ArrayList<>();
    private final QueueRows rows = new QueueRows(DATABASE.database());
    private final QueueNode node = new QueueNode(
            DATABASE.database(),
            DATABASE.transactions(),
            Runnable::run,
            "node",
            List.of(),
            Recorded::new,
            new Random(1),
            System::nanoTime,
            new BatchSizer(),
            Waiting.UNTIL_SIGNALLED);

    @BeforeEach
    void noJobs() {
        DATABASE.empty("job", "job_event");
    }

    @Test
    void a_long_queue_of_one_lane_hides_nothing_that_is_due_in_another() {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, priority, payload, max_attempts, created_at, run_at)
                select nextval('job_id_seq'), 'noop', 'io', 0, '{}', 3, now() - interval '1 hour', now() - interval '1 hour'
                from generate_series(1, 1500)
                """);
        rows.dueSince(rows.queued(Lane.LIGHT), 60);

        node.rescue.pass();

        assertThat(woken).containsOnlyOnce(Lane.LIGHT);
        assertThat(Collections.frequency(woken, Lane.IO)).isEqualTo(node.consumers.idle(Lane.IO));
        assertThat(woken).doesNotContain(Lane.COMPUTE);
    }

    /** Notes for which lanes somebody is woken. */
    private final class Recorded extends WakeUps {

        Recorded(JobChanges changes) {
            super(null, Thread::new, changes);
        }

        @Override
        public void sendAnywhere(Lane lane) {
            woken.add(lane);
        }
    }
}
