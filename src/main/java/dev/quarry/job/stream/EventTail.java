package dev.quarry.job.stream;

import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.store.read.LoggedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads the end of the log of events. A missing id is looked for again at each look, for a minute, since its
 * transaction may still be open. After that it counts as rolled back.
 */
final class EventTail {

    /** The most events at once; nobody could follow more. */
    static final int MAX = 1_000;

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long MARK_NANOS = 1_000_000_000L;

    private final ChangeLog log;
    private final LongSupplier nanos;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private EventPosition position;

    EventTail(ChangeLog log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.position = log.newest();
        mark();
    }

    EventPosition position() {
        return position;
    }

    /** All new events, or only the end of the log when there are too many. */
    Advance advance() {
        List<LoggedEvent> events = log.after(position, MAX + 1);
        Advance advance;
        if (events.size() > MAX) {
            position = log.newest();
            advance = new Advance(List.of(), true);
        } else {
            List<Step> steps = new ArrayList<>(events.size());
            for (LoggedEvent event : events) {
                position = position.with(event.id());
                steps.add(new Step(event, position));
            }
            advance = new Advance(steps, false);
        }
        mark();
        return advance;
    }

    /** Goes back to a position, when what was read since could not be sent. */
    void rewind(EventPosition to) {
        position = to;
    }

    private void mark() {
        long now = nanos.getAsLong();
        if (marks.isEmpty() || now - marks.getLast().nanos() >= MARK_NANOS) {
            marks.addLast(new Mark(position.last(), now));
        }
        while (marks.size() > 1 && now - marks.getFirst().nanos() > PATIENCE_NANOS) {
            position = position.givingUp(marks.removeFirst().last());
        }
    }

    /**
     * @param steps the new events by id
     * @param overrun true when there were too many
     */
    record Advance(List<Step> steps, boolean overrun) {}

    /**
     * @param position how far the log is read with the event
     */
    record Step(LoggedEvent event, EventPosition position) {}

    private record Mark(long last, long nanos) {}
}
