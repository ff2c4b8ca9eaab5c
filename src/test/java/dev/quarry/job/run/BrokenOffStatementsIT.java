package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.OpenTransaction;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.platform.sql.Transactions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handlers that wait for a statement which takes ten minutes. */
class BrokenOffStatementsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String ASLEEP = "select count(*) from pg_stat_activity where datname = current_database()"
            + " and state = 'active' and query = 'select pg_sleep(600)'";

    private final Database database = DATABASE.database();
    private final Transactions transactions = DATABASE.transactions();
    private final ScriptedHandler scripted = new ScriptedHandler();
    private QueueNode node;

    @BeforeEach
    void start() {
        DATABASE.empty("job");
        node = new QueueNode(DATABASE, List.of(scripted));
        node.heartbeat.start();
    }

    @AfterEach
    void end() {
        node.heartbeat.end();
    }

    @Test
    void a_statement_that_a_canceled_job_waits_for_is_broken_off_and_its_connection_goes_on() throws Exception {
        scripted.script = job -> sleep();

        assertThat(stateAfterCancel()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void so_is_one_in_a_transaction() throws Exception {
        scripted.script = job -> transactions.runInNew(this::sleep);

        assertThat(stateAfterCancel()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void so_is_one_in_a_transaction_of_another_thread_that_works_for_the_handler() throws Exception {
        scripted.script = job -> {
            try (OpenTransaction open = OpenTransaction.begin(transactions, Thread::new)) {
                open.call(this::sleep);
            }
        };

        assertThat(stateAfterCancel()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void so_is_one_of_an_attempt_that_another_has_taken_the_place_of() throws Exception {
        scripted.script = job -> sleep();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        Thread slot = slot();

        database.update("update job set fencing_token = fencing_token + 1000000 where id = ?", id);
        endOf(slot);

        assertThat(node.job(id).status()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void another_jobs_statement_goes_on() throws Exception {
        scripted.script = job -> sleep();
        node.enqueue(ScriptedHandler.TYPE, "{}");
        Thread other = slot();

        assertThat(stateAfterCancel()).isEqualTo(JobState.CANCELED);

        assertThat(asleep()).isEqualTo(1);
        node.heartbeat.attempts().forEach(Attempt::stop);
        endOf(other);
    }

    private JobState stateAfterCancel() throws InterruptedException {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        Thread slot = slot();
        node.queue.cancel(id);
        endOf(slot);
        return node.job(id).status();
    }

    /** One that has a job whose statement is under way. */
    private Thread slot() throws InterruptedException {
        long before = asleep();
        Thread slot = new Thread(() -> node.worker.work(Lane.IO, true));
        slot.setDaemon(true);
        slot.start();
        while (asleep() == before) {
            Thread.sleep(20);
        }
        return slot;
    }

    private static void endOf(Thread slot) throws InterruptedException {
        slot.join(30_000);
        assertThat(slot.isAlive()).isFalse();
    }

    private boolean sleep() {
        return database.first("select pg_sleep(600)", row -> true).orElseThrow();
    }

    private long asleep() {
        return database.first(ASLEEP, row -> row.getLong(1)).orElseThrow();
    }
}
