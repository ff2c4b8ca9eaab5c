package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A leaderboard as it was stored. */
public record Snapshot(
        @Described("Its id, ascending") long snapshotId,
        @Described("When it was stored") OffsetDateTime createdAt,

        @Described("The leaderboard") @JsonRawValue @Schema(implementation = Leaderboard.class)
        String payload) {}
