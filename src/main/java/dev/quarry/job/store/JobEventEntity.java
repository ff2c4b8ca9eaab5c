package dev.quarry.job.store;

import dev.quarry.job.JobEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A line of a job's history, for reading: events are written by the statement that changes the state. */
@Entity(name = "JobEvent")
@Table(name = "job_event")
class JobEventEntity {

    @Id
    private Long id;

    @Column(name = "job_id")
    private Long jobId;

    private OffsetDateTime ts;
    private String level;
    private String message;

    protected JobEventEntity() {}

    JobEvent toEvent() {
        return new JobEvent(id, ts, level, message);
    }
}
