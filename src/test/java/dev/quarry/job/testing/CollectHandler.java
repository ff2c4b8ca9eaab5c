package dev.quarry.job.testing;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;

/** Has the garbage of the server collected, so that there are figures of it. */
@ApplicationScoped
public class CollectHandler implements JobHandler<CollectHandler.Request, CollectHandler.Result> {

    public record Request() {}

    public record Result() {}

    @Override
    public JobType type() {
        return new JobType("test_collect", Lane.LIGHT);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) {
        System.gc();
        return new Result();
    }
}
