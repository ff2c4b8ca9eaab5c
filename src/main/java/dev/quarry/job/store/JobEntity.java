package dev.quarry.job.store;

import dev.quarry.job.JobType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/**
 * A row of the queue as it is written once, at enqueue: the database sets its state and its times, every later change
 * is a guarded statement of a class named Transitions, and reading is the archive's.
 */
@Entity(name = "Job")
@Table(name = "job")
class JobEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "job_id")
    @SequenceGenerator(name = "job_id", sequenceName = "job_id_seq", allocationSize = JobIds.BLOCK)
    private Long id;

    @Column(name = "job_type")
    private String jobType;

    private String lane;
    private int priority;
    private String payload;

    @Column(name = "max_attempts")
    private int maxAttempts;

    protected JobEntity() {}

    JobEntity(JobType type, String payload, int priority, int maxAttempts) {
        this.jobType = type.name();
        this.lane = type.lane().code();
        this.payload = payload;
        this.priority = priority;
        this.maxAttempts = maxAttempts;
    }

    Long id() {
        return id;
    }
}
