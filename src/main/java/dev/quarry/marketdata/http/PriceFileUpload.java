package dev.quarry.marketdata.http;

import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.store.Upload;
import dev.quarry.marketdata.store.UploadStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A price file with its fields, as a form sends it. */
@ApplicationScoped
public class PriceFileUpload {

    private static final String FILE = "file";
    private static final int LONGEST_FIELD_BYTES = 1000;
    private static final Set<String> FIELDS = Set.of(
            "exchange",
            "symbol",
            "timeframe",
            "format",
            "start_ts",
            "end_ts",
            "time_zone",
            "missing_volume",
            "entry",
            "symbol_column",
            "columns");

    private final UploadStore uploads;
    private final PayloadReader reader;

    @Inject
    public PriceFileUpload(UploadStore uploads, PayloadReader reader) {
        this.uploads = uploads;
        this.reader = reader;
    }

    /**
     * Checks the fields (none at all when {@code parts} is null), stores the file, and hands the payload of its ingestion on.
     *
     * @param enqueue makes the job; when it throws, the file is dropped again
     * @throws InvalidInputException naming every part that is missing, unknown or wrong
     */
    Response receive(List<EntityPart> parts, Function<JsonNode, Response> enqueue) throws IOException {
        List<Violation> violations = new ArrayList<>();
        ObjectNode payload = Json.MAPPER.createObjectNode();
        EntityPart file = null;
        Set<String> seen = new HashSet<>();
        for (EntityPart part : parts == null ? List.<EntityPart>of() : parts) {
            if (part.getName() == null || part.getName().isBlank()) {
                violations.add(new Violation("", "has a part without a name"));
            } else if (!seen.add(part.getName())) {
                violations.add(new Violation(part.getName(), "is given more than once"));
            } else if (part.getName().equals(FILE)) {
                file = part;
            } else if (!FIELDS.contains(part.getName())) {
                violations.add(new Violation(part.getName(), "is unknown"));
            } else {
                String value = text(part).strip();
                StorableText.fault(value).ifPresent(fault -> violations.add(new Violation(part.getName(), fault)));
                if (!value.isEmpty()) {
                    payload.put(part.getName(), value);
                }
            }
        }
        if (file == null) {
            violations.add(new Violation(FILE, "is required: the part with the price file"));
        }
        complete(payload);
        violations.addAll(violationsOf(payload));
        InvalidInputException.throwIfAny(violations);
        return store(file, payload, enqueue);
    }

    /** As UTF-8, whatever its headers say: an encoding that nobody knows is no reason to fail. */
    private static String text(EntityPart part) throws IOException {
        try (InputStream content = content(part)) {
            byte[] bytes = content.readNBytes(LONGEST_FIELD_BYTES + 1);
            if (bytes.length > LONGEST_FIELD_BYTES) {
                throw new InvalidInputException(part.getName(), "must have at most " + LONGEST_FIELD_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static InputStream content(EntityPart part) {
        try {
            return part.getContent();
        } catch (IllegalStateException e) {
            throw new InvalidInputException(
                    part.getName(), "cannot be read: its Content-Transfer-Encoding is unknown; leave it out");
        }
    }

    private static void complete(ObjectNode payload) {
        if (!payload.has("exchange")) {
            payload.put("exchange", FILE);
        }
        if (!payload.has("format")) {
            payload.put("format", "auto");
        }
        payload.put("source", FILE);
    }

    private List<Violation> violationsOf(ObjectNode payload) {
        try {
            reader.read(payload, IngestionRequest.class);
            return List.of();
        } catch (InvalidInputException e) {
            return e.violations();
        }
    }

    private Response store(EntityPart file, ObjectNode payload, Function<JsonNode, Response> enqueue)
            throws IOException {
        Upload upload;
        try (InputStream content = content(file)) {
            upload = uploads.receive(StorableText.printable(file.getFileName().orElse(FILE)), content);
        }
        if (upload.bytes() == 0) {
            throw new InvalidInputException(FILE, "is empty");
        }
        payload.put("upload_id", upload.id());
        try {
            return enqueue.apply(payload);
        } catch (ProblemException e) {
            uploads.delete(upload.id());
            throw e;
        }
    }
}
