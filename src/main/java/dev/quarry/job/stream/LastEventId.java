package dev.quarry.job.stream;

import dev.quarry.job.store.read.EventPosition;
import java.util.Optional;

/**
 * What a client that connects again has seen.
 *
 * @param position how far
 * @param ended true when the stream had ended
 */
public record LastEventId(EventPosition position, boolean ended) {

    static final String ENDED = ".end";

    /** What the id of an event says; empty when it is none of ours. */
    public static Optional<LastEventId> of(String text) {
        boolean ended = text.endsWith(ENDED);
        String position = ended ? text.substring(0, text.length() - ENDED.length()) : text;
        return EventPosition.of(position).map(p -> new LastEventId(p, ended));
    }
}
