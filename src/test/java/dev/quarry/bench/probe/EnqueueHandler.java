package dev.quarry.bench.probe;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stores jobs that do nothing by calls within the server, from threads of its own: what the queue does without HTTP. */
@ApplicationScoped
public class EnqueueHandler implements JobHandler<EnqueueHandler.Request, EnqueueHandler.Result> {

    /**
     * @param jobs how many
     * @param threads from how many threads
     * @param pauseMillis how long a thread waits before each
     */
    public record Request(
            @Min(1) int jobs, @Min(1) int threads, @Min(0) long pauseMillis) {}

    /** @param jobs how many were stored */
    public record Result(int jobs) {}

    private final JobQueue queue;

    @Inject
    public EnqueueHandler(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public JobType type() {
        return new JobType("bench_enqueue", Lane.LIGHT);
    }

    @Override
    public Class<Request> parameters() {
        return Request.class;
    }

    @Override
    public Result run(Request request, JobContext job) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(request.threads());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < request.threads(); thread++) {
                int first = thread;
                all.add(threads.submit(() -> {
                    for (int i = first; i < request.jobs(); i += request.threads()) {
                        Thread.sleep(request.pauseMillis());
                        // The number tells when: to the handler's first line it is one clock.
                        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                        queue.enqueue(new JobRequest(
                                "bench_probe", Json.MAPPER.createObjectNode().put("number", now)));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new Result(request.jobs());
    }
}
