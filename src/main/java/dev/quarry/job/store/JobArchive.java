package dev.quarry.job.store;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobSummary;
import dev.quarry.job.JobType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Stores new jobs and reads jobs and their histories. */
@ApplicationScoped
public class JobArchive {

    private final EntityManager entities;

    @Inject
    public JobArchive(EntityManager entities) {
        this.entities = entities;
    }

    /** Stores a queued job in the caller's transaction; its times are the database's. */
    public JobDetail add(JobType type, String payload, int priority, int maxAttempts) {
        JobEntity job = new JobEntity(type, payload, priority, maxAttempts);
        entities.persist(job);
        entities.flush();
        entities.refresh(job);
        return job.toDetail();
    }

    /** The job of that id, as committed. */
    public Optional<JobDetail> find(long id) {
        return Optional.ofNullable(entities.find(JobEntity.class, id)).map(JobEntity::toDetail);
    }

    /**
     * Newest jobs first, ties by id.
     *
     * @param status a state's name, compared exactly; null for all
     * @param jobType a type's name, compared exactly; null for all
     */
    public List<JobSummary> newest(String status, String jobType, int limit, int offset) {
        StringBuilder jpql = new StringBuilder("select j from Job j where 1 = 1");
        if (status != null) {
            jpql.append(" and j.state = :state");
        }
        if (jobType != null) {
            jpql.append(" and j.jobType = :type");
        }
        jpql.append(" order by j.createdAt desc, j.id desc");
        TypedQuery<JobEntity> query = entities.createQuery(jpql.toString(), JobEntity.class);
        if (status != null) {
            query.setParameter("state", status);
        }
        if (jobType != null) {
            query.setParameter("type", jobType);
        }
        return query.setFirstResult(offset).setMaxResults(limit).getResultList().stream()
                .map(JobEntity::toSummary)
                .toList();
    }

    /** The newest events of a job, in the order in which they were written. */
    public List<JobEvent> events(long jobId, int limit) {
        List<JobEvent> newestFirst = new ArrayList<>(entities
                .createQuery("select e from JobEvent e where e.jobId = :job order by e.id desc", JobEventEntity.class)
                .setParameter("job", jobId)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(JobEventEntity::toEvent)
                .toList());
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
