package dev.quarry.job.http;

import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.stream.JobStreams;
import dev.quarry.job.stream.LastEventId;
import dev.quarry.job.stream.Selection;
import dev.quarry.platform.http.AllowedOrigins;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What both stream routes do once they know what the client wants to follow. */
@ApplicationScoped
public class StreamOpening {

    private final JobStreams streams;
    private final AllowedOrigins origins;

    @Inject
    public StreamOpening(JobStreams streams, AllowedOrigins origins) {
        this.streams = streams;
        this.origins = origins;
    }

    /**
     * The last event that the client has seen.
     *
     * @param header set by a browser when it reconnects, with a later id than its address has
     * @param parameter for clients that cannot set headers
     * @return null when it comes for the first time
     * @throws InvalidInputException when it is not an id from a stream
     */
    LastEventId lastEventId(String header, String parameter) {
        boolean fromHeader = header != null && !header.isBlank();
        String text = fromHeader ? header : parameter;
        if (text == null || text.isBlank()) {
            return null;
        }
        return LastEventId.of(text.trim())
                .orElseThrow(() -> new InvalidInputException(
                        fromHeader ? "Last-Event-ID" : "last_event_id", "must be the id of an event of a stream"));
    }

    /** @throws dev.quarry.platform.problem.ProblemException 503 when this node takes no more streams */
    void checkRoom() {
        streams.checkRoom();
    }

    /** Answers a suspended request with a stream. */
    void open(HttpServletRequest request, Selection selection, LastEventId last) {
        EventPosition from = last == null ? null : last.position();
        String origin = request.getHeader("Origin");
        try {
            // The answer is written past the filters of JAX-RS.
            streams.listen(selection, from, SseConnection.open(request, origins.includes(origin) ? origin : null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
