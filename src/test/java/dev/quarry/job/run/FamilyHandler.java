package dev.quarry.job.run;

import dev.quarry.job.ChildResult;
import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.function.Consumer;

/** Adds up numbers: a leaf brings its own, a parent the sum of its children's. A leaf with 13 fails. */
public final class FamilyHandler implements JobHandler<FamilyHandler.Request, FamilyHandler.Sum> {

    public static final String TYPE = "family";

    /** @param children payloads of the same kind; null for a leaf */
    record Request(Integer number, List<tools.jackson.databind.JsonNode> children, FailurePolicy policy) {}

    record Sum(int sum, List<String> missing) {}

    /** What happens in a leaf before it ends, and in a fan-in step. */
    Consumer<JobContext> during = job -> {};

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.COMPUTE);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Sum run(Request request, JobContext job) {
        if (request.children() != null) {
            List<JobRequest> children = request.children().stream()
                    .map(child -> new JobRequest(TYPE, child))
                    .toList();
            return job.fanOut(children, request.policy());
        }
        during.accept(job);
        job.progress(request.number(), 20, "adding");
        if (request.number() == 13) {
            throw new JobFailedException("thirteen");
        }
        return new Sum(request.number(), List.of());
    }

    @Override
    public Sum gather(Request request, Children children, JobContext job) {
        during.accept(job);
        return new Sum(
                children.results()
                        .filter(ChildResult::succeeded)
                        .mapToInt(c -> c.resultAs(Sum.class).sum())
                        .sum(),
                children.results()
                        .filter(c -> !c.succeeded())
                        .map(c -> c.position() + " " + c.state().code() + " " + c.error())
                        .toList());
    }

    static JobRequest parent(FailurePolicy policy, String... children) {
        return new JobRequest(TYPE, Json.MAPPER.readTree(payload(policy, children)));
    }

    static String payload(FailurePolicy policy, String... children) {
        return "{\"children\": [" + String.join(",", children) + "], \"policy\": \"" + policy.code() + "\"}";
    }

    static String leaf(int number) {
        return "{\"number\": " + number + "}";
    }
}
