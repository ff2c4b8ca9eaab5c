package dev.quarry.job;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** A line of a job's history. */
public record JobEvent(
        @Described("Its id, ascending in the order of writing")
        long id,

        @Described("When it was written, by the database's clock")
        OffsetDateTime ts,

        @Described(value = "How serious it is", oneOf = "info, warn, error")
        String level,

        @Described("What happened, in words") String message) {}
