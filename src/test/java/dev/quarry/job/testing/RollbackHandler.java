package dev.quarry.job.testing;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Writes events in two transactions of its own, the second of which it breaks off. */
@ApplicationScoped
public class RollbackHandler implements JobHandler<RollbackHandler.Request, RollbackHandler.Result> {

    public record Request() {}

    public record Result(String thrown) {}

    private final Transactions transactions;

    @Inject
    public RollbackHandler(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public JobType type() {
        return new JobType("test_rollback", Lane.LIGHT);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) {
        transactions.runInNew(() -> {
            job.fence();
            job.info("kept");
        });
        try {
            transactions.runInNew(() -> {
                job.fence();
                job.info("rolled back");
                throw new IllegalArgumentException("broken off");
            });
            return new Result("nothing");
        } catch (RuntimeException e) {
            return new Result(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
