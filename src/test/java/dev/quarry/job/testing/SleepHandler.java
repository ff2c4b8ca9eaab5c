package dev.quarry.job.testing;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Sleeps, reporting progress, and ends as it is told. */
@ApplicationScoped
public class SleepHandler implements JobHandler<SleepHandler.Request, SleepHandler.Result> {

    public record Request(@Min(0) @Max(60_000) Long millis, String outcome) {
        public Request {
            millis = millis == null ? 0 : millis;
        }
    }

    public record Result(long sleptMillis, double ratio) {}

    @Override
    public JobType type() {
        return new JobType("test_sleep", Lane.IO);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) throws InterruptedException {
        for (long slept = 0; slept < request.millis(); slept += 20) {
            job.progress(slept, request.millis(), "Slept " + slept + " ms");
            Thread.sleep(20);
        }
        if ("fail".equals(request.outcome())) {
            throw new JobFailedException("Told to fail; post it again without outcome");
        }
        if ("crash".equals(request.outcome())) {
            throw new IllegalStateException("internal detail");
        }
        return new Result(request.millis(), Double.NaN);
    }
}
