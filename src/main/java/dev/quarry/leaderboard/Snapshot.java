package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.OffsetDateTime;

/**
 * A leaderboard as it was stored.
 *
 * @param snapshotId its number, ascending
 * @param createdAt when it was stored
 * @param payload a {@link Leaderboard} as JSON text
 */
public record Snapshot(
        long snapshotId,
        OffsetDateTime createdAt,
        @JsonRawValue String payload) {}
