package dev.quarry.job.stream;

import dev.quarry.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Keeps what a client would have read. */
class RecordingOutlet implements Outlet {

    record Frame(String kind, String id, JsonNode data) {}

    final List<Frame> frames = new ArrayList<>();
    boolean closed;
    String lastId;

    @Override
    public void send(byte[] bytes) {
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n\n")) {
            String kind = null;
            JsonNode data = null;
            for (String line : text.split("\n")) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = Json.MAPPER.readTree(line.substring(6));
                }
            }
            if (kind != null) {
                frames.add(new Frame(kind, lastId, data));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    List<String> kinds() {
        return frames.stream().map(Frame::kind).toList();
    }

    List<Frame> events() {
        return frames.stream().filter(frame -> "event".equals(frame.kind())).toList();
    }

    List<Long> eventIds() {
        return events().stream().map(frame -> frame.data().get("id").asLong()).toList();
    }

    List<String> statuses() {
        return frames.stream()
                .filter(frame -> "job".equals(frame.kind()))
                .map(frame -> frame.data().get("status").asString())
                .toList();
    }
}
