package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** A node that runs jobs. */
public record Worker(
        @Described("The node's name") String id,
        @Described("What it is doing") WorkerState state,
        @Described("Whether it has been asked to drain") boolean drainRequested,
        @Described("How many jobs it holds") long running,

        @Described("How many jobs of each lane it runs at once") @JsonRawValue
        String concurrency,

        @Described("When it started") OffsetDateTime startedAt,

        @Described("When it last reported, by the database's clock")
        OffsetDateTime heartbeatAt) {}
