package dev.quarry.job.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.OffsetDateTime;
import java.util.List;

/** Stores jobs through JPA, in the caller's transaction. */
@ApplicationScoped
public class NewJobs {

    private final EntityManager entities;
    private final EnqueueTransitions transitions;
    private final JobIds ids;

    @Inject
    public NewJobs(EntityManager entities, EnqueueTransitions transitions, JobIds ids) {
        this.entities = entities;
        this.transitions = transitions;
        this.ids = ids;
    }

    /** Stores a queued job with its first event; its times are the database's. Returns its id. */
    public long add(NewJob job) {
        long id = ids.next(1)[0];
        entities.persist(new JobEntity(id, job));
        entities.flush();
        transitions.enqueued(id, job.options().runAt());
        return id;
    }

    /** Stores queued jobs that are due at once, with their first events. */
    public Stored addAll(List<NewJob> jobs) {
        long[] taken = ids.next(jobs.size());
        for (int i = 0; i < taken.length; i++) {
            entities.persist(new JobEntity(taken[i], jobs.get(i)));
        }
        entities.flush();
        return new Stored(taken, transitions.enqueued(taken));
    }

    /**
     * Jobs that the current transaction stores.
     *
     * @param ids in the order in which they were given
     * @param at when they were created, and are due, by the database's clock
     */
    public record Stored(long[] ids, OffsetDateTime at) {}
}
