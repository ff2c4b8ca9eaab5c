package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.OffsetDateTime;

/**
 * A node that runs jobs.
 *
 * @param drainRequested whether it has been asked to drain
 * @param running how many jobs it holds
 * @param concurrency JSON: how many jobs of each lane it runs at once
 * @param heartbeatAt when it last reported, by the database's clock
 */
public record Worker(
        String id,
        WorkerState state,
        boolean drainRequested,
        long running,
        @JsonRawValue String concurrency,
        OffsetDateTime startedAt,
        OffsetDateTime heartbeatAt) {}
