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

    @Inject
    public NewJobs(EntityManager entities, EnqueueTransitions transitions) {
        this.entities = entities;
        this.transitions = transitions;
    }

    /** Stores a queued job with its first event; its times are the database's. Returns its id. */
    public long add(NewJob job) {
        JobEntity entity = new JobEntity(job);
        entities.persist(entity);
        entities.flush();
        transitions.enqueued(entity.id(), job.options().runAt());
        return entity.id();
    }

    /** Stores queued jobs that are due at once, with their first events. */
    public Stored addAll(List<NewJob> jobs) {
        List<JobEntity> all = jobs.stream().map(JobEntity::new).toList();
        all.forEach(entities::persist);
        entities.flush();
        long[] ids = all.stream().mapToLong(JobEntity::id).toArray();
        return new Stored(ids, transitions.enqueued(ids));
    }

    /**
     * Jobs that the current transaction stores.
     *
     * @param ids in the order in which they were given
     * @param at when they were created, and are due, by the database's clock
     */
    public record Stored(long[] ids, OffsetDateTime at) {}
}
