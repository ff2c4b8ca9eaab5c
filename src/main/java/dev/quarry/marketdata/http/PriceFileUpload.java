package dev.quarry.marketdata.http;

import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.preview.FilePreview;
import dev.quarry.marketdata.ingest.preview.PricePreview;
import dev.quarry.marketdata.store.upload.Upload;
import dev.quarry.marketdata.store.upload.UploadStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Receives a price file with its fields, as a form sends it. */
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
     * Checks the fields (none at all when {@code parts} is null), stores the file, and passes the payload of its
     * ingestion on.
     *
     * @param enqueue enqueues the job; when it throws, the file is deleted again
     * @throws InvalidInputException naming every part that is missing, unknown or wrong
     */
    Response receive(List<EntityPart> parts, Function<JsonNode, Response> enqueue) throws IOException {
        Form form = form(parts);
        form.violations().addAll(violationsOf(form.payload()));
        InvalidInputException.throwIfAny(form.violations());
        return store(form.file(), form.payload(), enqueue);
    }

    /**
     * Previews a file, for which neither symbol nor timeframe are needed.
     *
     * @throws InvalidInputException naming every part that is missing, unknown or wrong
     */
    PricePreview preview(List<EntityPart> parts, FilePreview preview) throws IOException {
        Form form = form(parts);
        ObjectNode payload = form.payload();
        boolean symbol = payload.has("symbol");
        boolean timeframe = payload.has("timeframe");
        if (!symbol) {
            payload.put("symbol", FILE);
        }
        if (!timeframe) {
            payload.put("timeframe", Timeframe.M1.code());
        }
        form.violations().addAll(violationsOf(payload));
        InvalidInputException.throwIfAny(form.violations());
        String name = name(form.file());
        Path copy = Files.createTempFile("quarry-preview", ".part");
        try {
            try (InputStream content = content(form.file())) {
                Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.size(copy) == 0) {
                throw new InvalidInputException(FILE, "is empty");
            }
            IngestionRequest request = reader.read(payload, IngestionRequest.class);
            return preview.of(
                    name,
                    new OnDisk(copy, Files.size(copy)),
                    request.of(symbol ? request.symbol() : null, timeframe ? request.timeframe() : null));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private record OnDisk(Path path, long bytes) implements PriceFileSource {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** The content of a form; the file is null when there is none. */
    private record Form(EntityPart file, ObjectNode payload, List<Violation> violations) {}

    private static Form form(List<EntityPart> parts) throws IOException {
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
        return new Form(file, payload, violations);
    }

    private static String name(EntityPart file) {
        return StorableText.printable(file.getFileName().orElse(FILE));
    }

    /** The text of a part, as UTF-8 whatever its headers say, so that an unknown encoding does not matter. */
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
            upload = uploads.receive(name(file), content);
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
