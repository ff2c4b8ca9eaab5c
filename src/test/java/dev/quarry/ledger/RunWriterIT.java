package dev.quarry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobStoppedException;
import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which writers of one market wait for one another, and which do not. */
class RunWriterIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String WAITING =
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database ="
                    + " (select oid from pg_database where datname = current_database())";

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
        // Outcomes that are judged are named by their numbers.
        DATABASE.database().update("alter sequence backtest_outcome_seq restart");
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A transaction that has written, and ends when it is told how. */
    private final class Open {

        private final CountDownLatch written = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile boolean lost;
        private final Future<?> done;

        Open(Runnable work) throws InterruptedException, ExecutionException {
            done = threads.submit(() -> DATABASE.transactions().runInNew(() -> {
                work.run();
                written.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (lost) {
                    throw new JobStoppedException(1);
                }
            }));
            while (!written.await(20, TimeUnit.MILLISECONDS)) {
                if (done.isDone()) {
                    done.get();
                }
            }
        }

        void commit() throws Exception {
            mayEnd.countDown();
            done.get(30, TimeUnit.SECONDS);
        }

        void rollBack() {
            lost = true;
            mayEnd.countDown();
            assertThatThrownBy(() -> done.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(JobStoppedException.class);
        }
    }

    @Test
    void parts_of_one_search_store_at_the_same_time() throws Exception {
        RunSetup setup = setup(1, 1, 40);
        RunWriter one = writer(setup, false);
        RunWriter other = writer(setup, false);
        Open open = new Open(() -> one.save(batch(1, 20)));

        save(other, batch(21, 40)).get(30, TimeUnit.SECONDS);
        open.commit();

        assertThat(stored()).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
        assertOutcomesAreRight();
    }

    @Test
    void searches_that_have_no_run_in_common_store_at_the_same_time() throws Exception {
        RunWriter one = writer(setup(1, 1, 20), false);
        RunWriter other = writer(setup(2, 21, 40), false);
        Open open = new Open(() -> one.save(batch(1, 20)));

        save(other, batch(21, 40)).get(30, TimeUnit.SECONDS);
        open.commit();

        assertThat(stored()).hasSize(40);
    }

    @Test
    void a_search_that_has_runs_in_common_with_another_is_known_to_it_before_it_stores_and_then_they_take_turns()
            throws Exception {
        RunWriter one = writer(setup(1, 1, 30), false);
        Open open = new Open(() -> one.save(batch(1, 10)));
        Future<RunWriter> registers = threads.submit(() -> writer(setup(2, 5, 40), false));
        awaitWaiting();
        open.commit();
        RunWriter other = registers.get(30, TimeUnit.SECONDS);

        Open again = new Open(() -> one.save(batch(11, 30)));
        Future<?> waits = save(other, batch(5, 40));
        awaitWaiting();
        again.commit();
        waits.get(30, TimeUnit.SECONDS);

        assertThat(stored()).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(DATABASE.database()
                        .query(
                                "select s.job_id || ' ' || sum(o.runs) from backtest_outcome o join backtest_setup s on s.id = o.setup_id"
                                        + " group by s.job_id order by s.job_id",
                                row -> row.getString(1)))
                .containsExactly("1 4", "2 36");
        assertOutcomesAreRight();
    }

    @Test
    void an_attempt_waits_for_what_the_one_before_has_not_ended_and_stores_the_same_in_another_order()
            throws Exception {
        RunSetup setup = setup(1, 1, 40);
        RunWriter lost = writer(setup, false);
        RunWriter next = writer(setup, true);
        Open open = new Open(() -> lost.save(batch(1, 40)));
        RunBatch reversed = new RunBatch(20);
        for (long index = 40; index > 20; index--) {
            add(reversed, index);
        }
        Future<?> waits = save(next, reversed);
        awaitWaiting();

        open.rollBack();
        waits.get(30, TimeUnit.SECONDS);

        assertThat(stored()).isEqualTo(LongStream.rangeClosed(21, 40).boxed().toList());
    }

    @Test
    void judging_runs_anew_waits_for_those_who_store_and_they_for_it() throws Exception {
        RunSetup setup = setup(1, 1, 40);
        RunWriter one = writer(setup, false);
        Open stores = new Open(() -> one.save(batch(1, 20)));
        Future<?> judges = threads.submit(() -> DATABASE.transactions()
                .runInNew(() -> ledger.markWinners(
                        setup.window(), LongStream.rangeClosed(1, 20).toArray(), false)));
        awaitWaiting();
        stores.commit();
        judges.get(30, TimeUnit.SECONDS);
        Open judging = new Open(() -> ledger.markWinners(setup.window(), new long[] {1}, true));
        Future<?> waits = save(one, batch(21, 40));
        awaitWaiting();
        judging.commit();
        waits.get(30, TimeUnit.SECONDS);

        assertThat(stored()).hasSize(40);
        assertThat(DATABASE.database()
                        .query(
                                "select is_winner, sum(runs) from backtest_outcome group by 1 order by 1",
                                row -> row.getLong(2)))
                .hasSize(2);
    }

    private RunWriter writer(RunSetup setup, boolean again) {
        return DATABASE.transactions().inNew(() -> ledger.writer(setup, again));
    }

    private Future<?> save(RunWriter writer, RunBatch batch) {
        return threads.submit(() -> DATABASE.transactions().runInNew(() -> writer.save(batch)));
    }

    private static void awaitWaiting() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            if (DATABASE.database().first(WAITING, row -> row.getLong(1)).orElseThrow() > 0) {
                return;
            }
            Thread.sleep(20);
        }
        throw new TimeoutException("nobody waits for a turn");
    }

    /** Runs whose hash is their place, every three of them with the same figures. */
    private static RunBatch batch(long from, long to) {
        RunBatch batch = new RunBatch((int) (to - from + 1));
        for (long index = from; index <= to; index++) {
            add(batch, index);
        }
        return batch;
    }

    private static void add(RunBatch batch, long index) {
        batch.hash(batch.size(), index);
        batch.add(index, batch.outcome(new RunStatistics(index / 3, 1, 2, 1.5, 60, 1, 2, 3, 20, 0.1), true));
    }

    private static RunSetup setup(long jobId, long from, long to) {
        List<Object> values =
                new ArrayList<>(LongStream.rangeClosed(from, to).boxed().toList());
        Collections.reverse(values);
        return new RunSetup(
                jobId, "bitstamp", "BTC/USD", "30m", "a", "b", Map.of(), Map.of("v", values), "digest", "1");
    }

    private static List<Long> stored() {
        return DATABASE.database().query("select params_hash from backtest_run order by 1", row -> row.getLong(1));
    }

    private static void assertOutcomesAreRight() {
        assertThat(LedgerFaults.of(DATABASE.database())).isEmpty();
    }
}
