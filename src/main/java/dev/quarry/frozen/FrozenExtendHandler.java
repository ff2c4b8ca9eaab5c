package dev.quarry.frozen;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.RetryPolicy;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.strategy.InvalidParametersException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Checks the frozen winners whose turn it is, each by itself: one that fails records its error and does not hold up the
 * others. There is one attempt only, since the schedule's next fire is the next try.
 */
@ApplicationScoped
public class FrozenExtendHandler implements JobHandler<FrozenExtendRequest, FrozenExtendResult> {

    /** The type's name in the REST contract. */
    static final String TYPE = "frozen_extend";

    private static final Logger LOG = Logger.getLogger(FrozenExtendHandler.class.getName());
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final FrozenStore store;
    private final Extension extension;
    private final Transactions transactions;
    private final int atOnce;

    @Inject
    public FrozenExtendHandler(FrozenStore store, Extension extension, Transactions transactions) {
        this(store, extension, transactions, 200);
    }

    /** @param atOnce how many winners one job checks; those that waited longest come first */
    FrozenExtendHandler(FrozenStore store, Extension extension, Transactions transactions, int atOnce) {
        this.store = store;
        this.extension = extension;
        this.transactions = transactions;
        this.atOnce = atOnce;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.LIGHT, ONCE);
    }

    @Override
    public Class<FrozenExtendRequest> parameters() {
        return FrozenExtendRequest.class;
    }

    @Override
    public FrozenExtendResult run(FrozenExtendRequest request, JobContext job) {
        List<Long> due = store.due(atOnce);
        int extended = 0;
        int failed = 0;
        for (int i = 0; i < due.size(); i++) {
            job.progress(i, due.size(), "Looking at frozen winners");
            long id = due.get(i);
            OffsetDateTime at = store.now();
            try {
                extended += extend(id, at, job) ? 1 : 0;
            } catch (JobStoppedException | DatabaseException e) {
                throw e;
            } catch (RuntimeException e) {
                failed++;
                String reason = reason(id, e);
                job.warn(String.format(Locale.ROOT, "Frozen winner %d: %s", id, reason));
                write(job, () -> store.failed(id, at, reason));
            }
        }
        job.progress(due.size(), due.size(), String.format(Locale.ROOT, "Looked at %d frozen winners", due.size()));
        return new FrozenExtendResult(due.size(), extended, failed);
    }

    private boolean extend(long id, OffsetDateTime at, JobContext job) {
        FrozenWinner winner = store.find(id).orElse(null);
        if (winner == null) {
            return false;
        }
        Extension.Found found = extension.of(winner, job::checkpoint);
        if (found.since() == null) {
            write(job, () -> store.checked(id, at, found.dataRevised()));
            return false;
        }
        write(job, () -> store.extended(id, at, found.since(), found.curve(), found.dataRevised()));
        return true;
    }

    private void write(JobContext job, Runnable statement) {
        transactions.runInNew(() -> {
            statement.run();
            job.fence();
        });
    }

    private static String reason(long id, RuntimeException e) {
        if (e instanceof ProblemException || e instanceof InvalidParametersException) {
            return e.getMessage();
        }
        LOG.log(Level.WARNING, e, () -> "Frozen winner " + id + " could not be looked at");
        return "It could not be looked at: " + e.getClass().getSimpleName() + "; the log has more";
    }
}
