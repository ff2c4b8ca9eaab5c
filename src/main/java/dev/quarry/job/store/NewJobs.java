package dev.quarry.job.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Stores single jobs, in the caller's transaction. */
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
}
