package dev.quarry.job.run;

import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Does what chance says, and names its attempt's token in everything it writes. */
final class SimulatedHandler implements JobHandler<SimulatedHandler.Request, SimulatedHandler.Outcome> {

    /**
     * @param key what tells requests apart
     * @param depth how many generations are above it
     */
    record Request(int key, int depth) {}

    /** @param children null unless it has fanned out */
    record Outcome(long token, Integer children) {}

    private static final int MAX_DEPTH = 2;

    private final Simulation simulation;
    private final SimulatedNode node;
    private final Lane lane;

    SimulatedHandler(Simulation simulation, SimulatedNode node, Lane lane) {
        this.simulation = simulation;
        this.node = node;
        this.lane = lane;
    }

    static JobRequest request(int key, int depth, Random random) {
        Lane lane = random.nextBoolean() ? Lane.IO : Lane.COMPUTE;
        JobOptions options =
                JobOptions.NONE.withMaxAttempts(1 + random.nextInt(3)).withPriority(random.nextInt(2));
        if (random.nextInt(5) == 0) {
            options = options.withTimeoutSeconds(1 + random.nextInt(20));
        }
        return new JobRequest(type(lane), Json.MAPPER.valueToTree(new Request(key, depth)), options);
    }

    private static String type(Lane lane) {
        return "simulated-" + lane.code();
    }

    @Override
    public JobType type() {
        return new JobType(type(lane), lane);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Outcome run(Request request, JobContext job) {
        work(job);
        Random random = simulation.random();
        if (request.depth() < MAX_DEPTH && random.nextInt(4) == 0) {
            List<JobRequest> children = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> request(request.key() * 10 + i, request.depth() + 1, random))
                    .toList();
            return job.fanOut(children, random.nextBoolean() ? FailurePolicy.CONTINUE : FailurePolicy.FAIL_FAST);
        }
        end(job);
        return new Outcome(token(job), null);
    }

    @Override
    public Outcome gather(Request request, Children children, JobContext job) {
        int size = children.size();
        work(job);
        end(job);
        return new Outcome(token(job), size);
    }

    private void work(JobContext job) {
        simulation.met(job.jobId());
        Random random = simulation.random();
        for (int i = random.nextInt(4); i > 0; i--) {
            job.progress(i, 10, "at " + token(job));
            switch (random.nextInt(5)) {
                case 0 -> job.info("mark " + token(job));
                case 1 ->
                    node.runInNew(() -> {
                        job.fence();
                        node.writeEffect(job.jobId(), token(job));
                    });
                default -> simulation.pause();
            }
        }
    }

    private void end(JobContext job) {
        switch (simulation.random().nextInt(8)) {
            case 0 -> throw new JobFailedException("no, says token " + token(job));
            case 1, 2 -> throw new TemporaryFailureException("not now, says token " + token(job), null);
            default -> {
                // it succeeds
            }
        }
    }

    private static long token(JobContext job) {
        return ((Attempt) job).claim().fencingToken();
    }
}
