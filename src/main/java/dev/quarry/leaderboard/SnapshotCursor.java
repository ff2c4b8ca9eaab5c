package dev.quarry.leaderboard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The place of a snapshot in the history; stays valid when snapshots are added or deleted.
 *
 * @param createdAt when it was stored, exact to the microsecond
 * @param id its id
 */
public record SnapshotCursor(OffsetDateTime createdAt, long id) {

    /** The text that a client sends back for the next page. */
    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(micros).putLong(id).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads the cursor that a client sends back; empty when it is not valid. */
    static Optional<SnapshotCursor> of(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            Instant createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            SnapshotCursor cursor = new SnapshotCursor(createdAt.atOffset(ZoneOffset.UTC), bytes.getLong());
            boolean whole = !bytes.hasRemaining() && createdAt.getEpochSecond() >= 0 && isStorable(createdAt);
            return whole ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static boolean isStorable(Instant time) {
        return time.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
    }
}
