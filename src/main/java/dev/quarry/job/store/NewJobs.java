package dev.quarry.job.store;

import dev.quarry.job.store.EnqueueTransitions.FirstEvents;
import dev.quarry.platform.sql.ContainerManaged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.OffsetDateTime;
import java.util.List;

/** Stores jobs that are posted one by one, through JPA and in the caller's transaction; lists are the transitions'. */
@ApplicationScoped
public class NewJobs {

    private final EntityManager entities;
    private final EnqueueTransitions transitions;
    private final JobIds ids;

    @Inject
    public NewJobs(@ContainerManaged EntityManager entities, EnqueueTransitions transitions, JobIds ids) {
        this.entities = entities;
        this.transitions = transitions;
        this.ids = ids;
    }

    /** Stores queued jobs with their first events. */
    public Stored add(List<NewJob> jobs) {
        long[] taken = ids.next(jobs.size());
        FirstEvents events = transitions.firstEvents(jobs.size());
        for (int i = 0; i < taken.length; i++) {
            entities.persist(new JobEntity(taken[i], jobs.get(i), events.ids().get(i)));
        }
        entities.flush();
        for (int i = 0; i < taken.length; i++) {
            if (jobs.get(i).due() != null) {
                transitions.delay(taken[i], jobs.get(i).due());
            }
        }
        return new Stored(taken, events.at());
    }

    /**
     * Jobs that the current transaction stores.
     *
     * @param ids in the order in which they were given
     * @param at when they were created, by the database's clock; those that say no time are due then
     */
    public record Stored(long[] ids, OffsetDateTime at) {}
}
