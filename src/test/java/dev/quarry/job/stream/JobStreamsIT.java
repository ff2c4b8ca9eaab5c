package dev.quarry.job.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.platform.sql.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread that serves the streams of a node. */
@Timeout(60)
class JobStreamsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final QueueRows rows = new QueueRows(DATABASE.database());

    @Test
    void a_stream_ends_after_its_lifetime_and_goes_on_where_it_was_when_the_client_connects_again()
            throws InterruptedException {
        JobStreams streams = new JobStreams(
                new ChangeLog(DATABASE.database()), new JobChanges(null, Thread::new), Thread::new, 10, 1);
        streams.start();
        try {
            long id = rows.queued(Lane.IO);
            tell(id, "Job enqueued");
            RecordingOutlet first = new RecordingOutlet();
            streams.listen(Selection.job(id), null, first);
            while (streams.open() > 0) {
                Thread.sleep(20);
            }
            assertThat(first.closed).isTrue();
            assertThat(first.kinds()).contains("event").doesNotContain("end");

            EventPosition seen = LastEventId.of(first.lastId).orElseThrow().position();
            tell(id, "While away");
            RecordingOutlet second = new RecordingOutlet();
            streams.listen(Selection.job(id), seen, second);
            while (streams.open() > 0) {
                Thread.sleep(20);
            }
            assertThat(second.events())
                    .extracting(frame -> frame.data().get("message").asString())
                    .containsExactly("While away");
        } finally {
            streams.end();
        }
    }

    private static void tell(long id, String message) {
        DATABASE.database().update("insert into job_event (job_id, level, message) values (?, 'info', ?)", id, message);
    }
}
