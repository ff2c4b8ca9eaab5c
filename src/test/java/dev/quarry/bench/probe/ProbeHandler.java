package dev.quarry.bench.probe;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A job that does nothing but tell when it was entered. */
@ApplicationScoped
public class ProbeHandler implements JobHandler<ProbeHandler.Request, ProbeHandler.Result> {

    /** @param number whatever the client likes */
    public record Request(Long number) {}

    /** @param enteredMicros when the handler was called, microseconds since 1970 by this machine's clock */
    public record Result(long enteredMicros) {}

    @Override
    public JobType type() {
        return new JobType("bench_probe", Lane.IO);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) {
        return new Result(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
}
