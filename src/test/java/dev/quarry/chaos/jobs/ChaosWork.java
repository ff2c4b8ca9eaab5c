package dev.quarry.chaos.jobs;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Works, and writes down every execution in transactions of its own: fenced lines when it starts and when it has done its
 * one side effect, and lines without a fence when it was told to stop or when the fence refused it.
 */
@ApplicationScoped
public class ChaosWork {

    private static final Logger LOG = Logger.getLogger(ChaosWork.class.getName());
    private static final int STEP_MILLIS = 10;

    /** The token comes from the job's row, which the fence holds; the worker is the one that really executes. */
    private static final String STARTED = """
            insert into chaos_ledger (job_id, attempt, token, claimed_by, executed_by, step, phase, node_clock)
            select id, ?, fencing_token, worker_id, ?, ?, 'started', to_timestamp(? / 1000.0) from job where id = ?
            returning token
            """;

    private static final String LINE = """
            insert into chaos_ledger (job_id, attempt, token, executed_by, step, phase, node_clock)
            values (?, ?, ?, ?, ?, ?, to_timestamp(? / 1000.0))
            """;

    private final Database database;
    private final Transactions transactions;
    private final String worker;

    @Inject
    public ChaosWork(
            Database database, Transactions transactions, @ConfigProperty(name = "quarry.worker.id") String worker) {
        this.database = database;
        this.transactions = transactions;
        this.worker = worker;
    }

    ChaosResult run(ChaosRequest request, JobContext job) throws InterruptedException {
        long token = started(job, "run");
        work(request, job, token, "run");
        if (job.attempt() <= request.failures()) {
            throw new TemporaryFailureException("Told to fail in attempt " + job.attempt(), null);
        }
        if (request.bad()) {
            throw new JobFailedException("Told to fail for good");
        }
        if (request.children() > 0) {
            return job.fanOut(children(request), FailurePolicy.FAIL_FAST);
        }
        sideEffect(job, token, "run");
        return new ChaosResult(request.number(), 0);
    }

    ChaosResult gather(ChaosRequest request, int children, JobContext job) throws InterruptedException {
        long token = started(job, "gather");
        sideEffect(job, token, "gather");
        return new ChaosResult(request.number(), children);
    }

    private static List<JobRequest> children(ChaosRequest request) {
        return IntStream.range(0, request.children())
                .mapToObj(i -> new JobRequest(
                        i % 2 == 0 ? "chaos_io" : "chaos_light",
                        Json.MAPPER.valueToTree(request.child(Math.max(5, request.millis() / 2))),
                        JobOptions.NONE.withMaxAttempts(50)))
                .toList();
    }

    private void work(ChaosRequest request, JobContext job, long token, String step) throws InterruptedException {
        try {
            for (int worked = 0; worked < request.millis(); worked += STEP_MILLIS) {
                if (!request.deaf()) {
                    job.progress(worked, request.millis(), "Working");
                }
                Thread.sleep(Math.min(STEP_MILLIS, request.millis() - worked));
            }
        } catch (JobStoppedException e) {
            report(job, token, step, "stopped");
            throw e;
        }
    }

    private long started(JobContext job, String step) {
        return transactions.inNew(() -> {
            job.fence();
            return database.first(
                            STARTED,
                            row -> row.getLong(1),
                            job.attempt(),
                            worker,
                            step,
                            System.currentTimeMillis(),
                            job.jobId())
                    .orElseThrow();
        });
    }

    /**
     * The effect must be there exactly once, and no constraint of the table sees to it: only that an earlier attempt's is
     * looked for, and that the fence lets nobody else do the same meanwhile.
     */
    private void sideEffect(JobContext job, long token, String step) {
        try {
            transactions.runInNew(() -> {
                job.fence();
                if (database.first("select 1 from chaos_effect where job_id = ?", row -> row.getInt(1), job.jobId())
                        .isEmpty()) {
                    database.update("insert into chaos_effect (job_id, token) values (?, ?)", job.jobId(), token);
                }
                line(job, token, step, "finished");
            });
        } catch (JobStoppedException e) {
            report(job, token, step, "refused");
            throw e;
        }
    }

    /** Evidence only: an execution that is over must not write, but may be seen to have tried. */
    private void report(JobContext job, long token, String step, String phase) {
        try {
            transactions.runInNew(() -> line(job, token, step, phase));
        } catch (DatabaseException | TransactionFailedException e) {
            LOG.log(Level.INFO, "No ledger line for job {0}: {1}", new Object[] {job.jobId(), e});
        }
    }

    private void line(JobContext job, long token, String step, String phase) {
        database.update(LINE, job.jobId(), job.attempt(), token, worker, step, phase, System.currentTimeMillis());
    }
}
