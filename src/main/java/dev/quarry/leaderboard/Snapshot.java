package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A leaderboard as it was stored.
 *
 * @param snapshotId its id, ascending
 * @param createdAt when it was stored
 * @param payload a {@link Leaderboard} as JSON text
 */
public record Snapshot(
        long snapshotId,
        OffsetDateTime createdAt,

        @JsonRawValue @Schema(implementation = Leaderboard.class)
        String payload) {}
