package dev.quarry.job.run;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.problem.Violation;
import java.util.List;
import java.util.Map;

/** Does what the test says. */
public final class ScriptedHandler implements JobHandler<ScriptedHandler.Request, Map<String, Object>> {

    public static final String TYPE = "scripted";

    record Request(String note, String mood) {}

    /** What an attempt does. */
    interface Script {
        void play(JobContext job) throws Exception;
    }

    volatile Script script = job -> {};

    /** What it says of any request. */
    public volatile List<Violation> violations = List.of();

    @Override
    public List<Violation> check(Request request) {
        return violations;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.IO);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Map<String, Object> run(Request request, JobContext job) throws Exception {
        script.play(job);
        return Map.of("attempt", job.attempt());
    }
}
