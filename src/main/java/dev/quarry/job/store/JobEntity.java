package dev.quarry.job.store;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.JobType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of the queue. Written once, at enqueue; every later change is a guarded statement of JobTransitions. */
@Entity(name = "Job")
@Table(name = "job")
class JobEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "job_id")
    @SequenceGenerator(name = "job_id", sequenceName = "job_id_seq", allocationSize = 50)
    private Long id;

    @Column(name = "job_type")
    private String jobType;

    private String lane;

    /** Set by the database, like every time: it says {@code queued}. */
    @Column(insertable = false, updatable = false)
    private String state;

    private int priority;
    private String payload;

    @Column(insertable = false, updatable = false)
    private String result;

    @Column(insertable = false, updatable = false)
    private String error;

    @Column(insertable = false, updatable = false)
    private int attempt;

    @Column(name = "max_attempts")
    private int maxAttempts;

    @Column(name = "worker_id", insertable = false, updatable = false)
    private String workerId;

    @Column(name = "created_at", insertable = false, updatable = false)
    private OffsetDateTime createdAt;

    @Column(name = "started_at", insertable = false, updatable = false)
    private OffsetDateTime startedAt;

    @Column(name = "finished_at", insertable = false, updatable = false)
    private OffsetDateTime finishedAt;

    @Column(name = "heartbeat_at", insertable = false, updatable = false)
    private OffsetDateTime heartbeatAt;

    @Column(name = "progress_current", insertable = false, updatable = false)
    private long progressCurrent;

    @Column(name = "progress_total", insertable = false, updatable = false)
    private long progressTotal;

    @Column(name = "progress_message", insertable = false, updatable = false)
    private String progressMessage;

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

    JobDetail toDetail() {
        return new JobDetail(
                id,
                jobType,
                state(),
                priority,
                createdAt,
                startedAt,
                finishedAt,
                heartbeatAt,
                workerId,
                progressCurrent,
                progressTotal,
                progressMessage,
                attempt,
                maxAttempts,
                payload,
                result,
                error);
    }

    JobSummary toSummary() {
        return new JobSummary(
                id,
                jobType,
                state(),
                priority,
                createdAt,
                startedAt,
                finishedAt,
                heartbeatAt,
                workerId,
                progressCurrent,
                progressTotal,
                progressMessage);
    }

    private JobState state() {
        return JobState.of(state).orElseThrow();
    }
}
