package dev.quarry.job.stream;

import dev.quarry.job.store.read.EventPosition;
import java.util.Optional;

/**
 * What a client that reconnects has seen.
 *
 * @param position how far it has read
 * @param ended true when the stream had ended
 */
public record LastEventId(EventPosition position, boolean ended) {

    static final String ENDED = ".end";

    /** Reads the id of an event; empty when it is not a valid one. */
    public static Optional<LastEventId> of(String text) {
        boolean ended = text.endsWith(ENDED);
        String position = ended ? text.substring(0, text.length() - ENDED.length()) : text;
        return EventPosition.of(position).map(p -> new LastEventId(p, ended));
    }
}
