package dev.quarry.job.stream;

import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.store.read.LoggedEvent;
import dev.quarry.platform.json.Json;
import java.nio.charset.StandardCharsets;

/** Server-sent events as text (WHATWG HTML, section 9.2), collected to be sent at once. */
final class Frames {

    private static final int RETRY_MILLIS = 2_000;

    /** Half of what a connection holds for its client, so that what comes next finds room. */
    static final int MAX_BYTES = 192 * 1024;

    private final StringBuilder text = new StringBuilder();

    /** Tells the client how soon to reconnect. */
    Frames retry() {
        text.append("retry: ").append(RETRY_MILLIS).append("\n\n");
        return this;
    }

    /** A sign of life, with how far the stream has got although there was nothing to send. */
    Frames alive(EventPosition position) {
        text.append(": alive\n");
        return at(position);
    }

    /** How far the stream has got. */
    Frames at(EventPosition position) {
        text.append("id: ").append(position.text()).append("\n\n");
        return this;
    }

    /** A job as it is now. Has no id, since it is sent before the events that led to it. */
    Frames job(JobSummary job) {
        return frame("job", null, job);
    }

    /** An event, with how far the stream has got with it. */
    Frames event(LoggedEvent event, EventPosition position) {
        return frame("event", position.text(), event);
    }

    /**
     * The last message of a stream.
     *
     * @param state null when the job was deleted
     */
    Frames end(long jobId, JobState state, EventPosition position) {
        return frame("end", position.text() + LastEventId.ENDED, new End(jobId, state));
    }

    /** Tells the client to read anew, since what it missed cannot be sent. */
    Frames reset(String reason, EventPosition position) {
        return frame("reset", position.text(), new Reset(reason));
    }

    /** These frames, or a reset instead when they are too large to be sent at once even to a client that keeps up. */
    Frames orReset(String reason, EventPosition position) {
        return text.length() > MAX_BYTES || bytes().length > MAX_BYTES
                ? new Frames().retry().reset(reason, position)
                : this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a frame, unless the frames are too large to be sent already. */
    private Frames frame(String kind, String id, Record data) {
        if (text.length() > MAX_BYTES) {
            return this;
        }
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(kind).append("\ndata: ");
        text.append(Json.MAPPER.writeValueAsString(data)).append("\n\n");
        return this;
    }

    /** Data of {@code end}. */
    record End(long jobId, JobState status) {}

    /** Data of {@code reset}. */
    record Reset(String reason) {}
}
