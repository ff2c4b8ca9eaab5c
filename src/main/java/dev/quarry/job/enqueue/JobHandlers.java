package dev.quarry.job.enqueue;

import dev.quarry.job.JobHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The handlers that features bring, by the name of their type. */
@ApplicationScoped
public class JobHandlers {

    private final Map<String, JobHandler<?, ?>> byType = new TreeMap<>();

    @Inject
    public JobHandlers(Instance<JobHandler<?, ?>> handlers) {
        this((Iterable<JobHandler<?, ?>>) handlers);
    }

    public JobHandlers(Iterable<JobHandler<?, ?>> handlers) {
        for (JobHandler<?, ?> handler : handlers) {
            JobHandler<?, ?> other = byType.put(handler.type().name(), handler);
            if (other != null) {
                throw new IllegalStateException(
                        "two handlers for job type " + handler.type().name());
            }
        }
    }

    /** The handler of that type, if any. */
    public Optional<JobHandler<?, ?>> find(String jobType) {
        return Optional.ofNullable(byType.get(jobType));
    }

    /** The names of all types, sorted. */
    public Iterable<String> types() {
        return byType.keySet();
    }
}
