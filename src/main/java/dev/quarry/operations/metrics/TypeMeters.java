package dev.quarry.operations.metrics;

import dev.quarry.job.AttemptOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;

/** The meters of one job type. */
final class TypeMeters {

    final Counter enqueued;
    final Timer enqueue;
    final Timer pickUp;
    final Timer wait;
    final Timer run;
    final Counter retries;
    private final Map<AttemptOutcome, Counter> attempts = new EnumMap<>(AttemptOutcome.class);

    /** @param jobType a type that some handler has, or {@code other} */
    TypeMeters(MeterRegistry registry, String jobType) {
        enqueued = Counter.builder("quarry.jobs.enqueued")
                .description("Jobs stored by this node")
                .tag("job_type", jobType)
                .register(registry);
        enqueue = timer(
                registry, jobType, "quarry.job.enqueue", "From the validation of a request to the commit of its jobs");
        pickUp = timer(registry, jobType, "quarry.job.pickup", "From when a job was due to its claim by this node");
        wait = timer(registry, jobType, "quarry.job.wait", "From when a job was stored to its first run on this node");
        run = timer(registry, jobType, "quarry.job.run", "How long the handler ran, once for each attempt");
        retries = Counter.builder("quarry.job.retries")
                .description("Failed attempts after which the job was queued again")
                .tag("job_type", jobType)
                .register(registry);
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            attempts.put(
                    outcome,
                    Counter.builder("quarry.job.attempts")
                            .description("Attempts that ended on this node; lost: the lease went to another")
                            .tag("job_type", jobType)
                            .tag("outcome", outcome.code())
                            .register(registry));
        }
    }

    Counter attempts(AttemptOutcome outcome) {
        return attempts.get(outcome);
    }

    private static Timer timer(MeterRegistry registry, String jobType, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag("job_type", jobType)
                .serviceLevelObjectives(Buckets.durations())
                .register(registry);
    }
}
