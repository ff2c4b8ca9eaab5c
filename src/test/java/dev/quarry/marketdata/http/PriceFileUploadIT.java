package dev.quarry.marketdata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.marketdata.store.upload.UploadStore;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PriceFileUploadIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final UploadStore uploads = new UploadStore(DATABASE.database());
    private final PriceFileUpload upload = new PriceFileUpload(uploads, PayloadReaders.reader());
    private final List<JsonNode> enqueued = new ArrayList<>();

    @BeforeEach
    void no_uploads() {
        DATABASE.empty("price_upload");
    }

    @Test
    void a_file_is_stored_and_the_payload_of_its_job_names_it() throws IOException {
        receive(file("a,b\n"), field("symbol", " BTC/USD "), field("timeframe", "30m"), field("format", ""));

        assertThat(enqueued).hasSize(1);
        JsonNode payload = enqueued.get(0);
        long id = payload.get("upload_id").asLong();
        assertThat(payload)
                .hasToString(("{\"symbol\":\"BTC/USD\",\"timeframe\":\"30m\",\"exchange\":\"file\",\"format\":\"auto\","
                                + "\"source\":\"file\",\"upload_id\":%d}")
                        .formatted(id));
        assertThat(uploads.open(id)).hasBinaryContent("a,b\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(uploads.find(id).orElseThrow().name()).isEqualTo("prices.csv");
    }

    @Test
    void parts_that_are_missing_or_unknown_are_named_and_nothing_is_stored() {
        InvalidInputException problem = catchThrowableOfType(
                InvalidInputException.class, () -> receive(field("exchange", "kraken"), field("colour", "red")));

        assertThat(problem.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("file", "symbol", "timeframe", "colour");
        assertNothingIsStored();
    }

    @Test
    void fields_that_are_wrong_are_reported_before_the_file_is_stored() {
        InvalidInputException problem = catchThrowableOfType(
                InvalidInputException.class,
                () -> receive(file("a,b\n"), field("symbol", "A"), field("timeframe", "7m"), field("format", "excel")));

        assertThat(problem.violations()).extracting(Violation::field).containsExactly("timeframe", "format");
        assertNothingIsStored();
    }

    @Test
    void a_part_that_comes_twice_is_refused_instead_of_chosen_from() {
        assertThatThrownBy(() -> receive(
                        file("a,b\n"),
                        file("c,d\n"),
                        field("symbol", "A"),
                        field("symbol", "B"),
                        field("timeframe", "1h")))
                .hasMessage("file is given more than once; symbol is given more than once");
        assertNothingIsStored();
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> receive(file(""), field("symbol", "A"), field("timeframe", "1h")))
                .hasMessage("file is empty");
        assertNothingIsStored();
    }

    @Test
    void a_file_whose_job_is_refused_is_dropped_again() {
        List<EntityPart> parts = List.of(file("a,b\n"), field("symbol", "A"), field("timeframe", "1h"));

        assertThatThrownBy(() -> upload.receive(parts, payload -> {
                    throw new InvalidInputException("exchange", "is reserved");
                }))
                .hasMessage("exchange is reserved");
        assertNothingIsStored();
    }

    private void receive(EntityPart... parts) throws IOException {
        upload.receive(List.of(parts), payload -> {
            enqueued.add(payload);
            return null;
        });
    }

    private void assertNothingIsStored() {
        assertThat(enqueued).isEmpty();
        assertThat(DATABASE.database().query("select id from price_upload", row -> row.getLong(1)))
                .isEmpty();
    }

    private static EntityPart file(String content) {
        return new Part("file", Optional.of("prices.csv"), content);
    }

    private static EntityPart field(String name, String value) {
        return new Part(name, Optional.empty(), value);
    }

    /** A part as the server hands it over. */
    private record Part(String name, Optional<String> fileName, String text) implements EntityPart {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public Optional<String> getFileName() {
            return fileName;
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public <T> T getContent(Class<T> type) {
            return type.cast(text);
        }

        @Override
        public <T> T getContent(GenericType<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MultivaluedMap<String, String> getHeaders() {
            return new MultivaluedHashMap<>();
        }

        @Override
        public MediaType getMediaType() {
            return MediaType.TEXT_PLAIN_TYPE;
        }
    }
}
