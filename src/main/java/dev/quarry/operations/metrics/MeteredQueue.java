package dev.quarry.operations.metrics;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.JobHandlers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the queue does: each event costs an addition or two and a look-up of the type, and no lock. */
@ApplicationScoped
public class MeteredQueue implements QueueObserver {

    /** The label of every type without a handler. */
    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final JobHandlers handlers;
    private final Map<String, TypeMeters> types = new ConcurrentHashMap<>();

    @Inject
    public MeteredQueue(Meters meters, JobHandlers handlers) {
        this.registry = meters.registry();
        this.handlers = handlers;
    }

    /** Shows every type and lane at zero before the first job: a rate needs an earlier value too. */
    public void begin() {
        handlers.types().forEach(this::of);
        for (Lane lane : Lane.values()) {
            rescues(lane, JobState.QUEUED);
            rescues(lane, JobState.FAILED);
        }
    }

    /** The types that have a label of their own. */
    Iterable<String> known() {
        return handlers.types();
    }

    /** The type's label. */
    String label(String jobType) {
        return handlers.find(jobType).isPresent() ? jobType : OTHER;
    }

    @Override
    public void enqueued(String jobType, int jobs) {
        of(jobType).enqueued.increment(jobs);
    }

    @Override
    public void enqueueTook(String jobType, long nanos) {
        of(jobType).enqueue.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void claimed(String jobType, double dueSeconds) {
        record(of(jobType).pickUp, dueSeconds);
    }

    @Override
    public void started(String jobType, double waitedSeconds) {
        record(of(jobType).wait, waitedSeconds);
    }

    @Override
    public void ran(String jobType, long nanos) {
        of(jobType).run.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(String jobType, AttemptOutcome outcome) {
        of(jobType).attempts(outcome).increment();
    }

    @Override
    public void retried(String jobType) {
        of(jobType).retries.increment();
    }

    @Override
    public void rescued(Lane lane, JobState state) {
        rescues(lane, state).increment();
    }

    private TypeMeters of(String jobType) {
        TypeMeters known = types.get(jobType);
        if (known != null) {
            return known;
        }
        String label = label(jobType);
        return types.computeIfAbsent(label, type -> new TypeMeters(registry, type));
    }

    private Counter rescues(Lane lane, JobState state) {
        return Counter.builder("quarry.job.rescues")
                .description("Jobs of lost workers that this node queued again, or failed for good")
                .tag("lane", lane.code())
                .tag("state", state.code())
                .register(registry);
    }

    private static void record(Timer timer, double seconds) {
        timer.record(Math.max(0, Math.round(seconds * 1e9)), TimeUnit.NANOSECONDS);
    }
}
