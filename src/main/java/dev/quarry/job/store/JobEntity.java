package dev.quarry.job.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of the queue as it is written once, at enqueue: the database sets its state and its times, every later change
 * is a guarded statement of a class named Transitions, and reading is the archive's.
 */
@Entity(name = "Job")
@Table(name = "job")
class JobEntity {

    /** Of {@link JobIds}: a provider that fetches ids itself may wait for a database that is away, five seconds a try. */
    @Id
    private Long id;

    @Column(name = "job_type")
    private String jobType;

    private String lane;
    private int priority;
    private String payload;

    @Column(name = "max_attempts")
    private int maxAttempts;

    @Column(name = "timeout_seconds")
    private Integer timeoutSeconds;

    @Column(name = "unique_key")
    private String uniqueKey;

    @Column(name = "concurrency_key")
    private String concurrencyKey;

    @Column(name = "trace_parent")
    private String traceParent;

    @Column(name = "enqueued_event")
    private long enqueuedEvent;

    protected JobEntity() {}

    JobEntity(long id, NewJob job, long enqueuedEvent) {
        this.id = id;
        this.jobType = job.type().name();
        this.lane = job.type().lane().code();
        this.payload = job.payload();
        this.priority = job.options().priority();
        this.maxAttempts = job.maxAttempts();
        this.timeoutSeconds = job.options().timeoutSeconds();
        this.uniqueKey = job.uniqueKey();
        this.concurrencyKey = job.options().concurrencyKey();
        this.traceParent = job.traceParent();
        this.enqueuedEvent = enqueuedEvent;
    }
}
