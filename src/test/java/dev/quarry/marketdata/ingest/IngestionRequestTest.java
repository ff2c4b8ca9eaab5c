package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import org.junit.jupiter.api.Test;

class IngestionRequestTest {

    private final PayloadReader reader = PayloadReaders.reader();

    @Test
    void what_clients_of_the_reference_send_is_understood() {
        IngestionRequest request = read("""
                {"exchange": "bitstamp", "symbol": "BTC/USD", "timeframe": "30m", "start_ts": "2022-01-01T00:00:00",
                 "end_ts": "2022-02-01T23:59:59.999+00:00", "page_limit": 1000, "sleep_mult": 1.0}
                """);

        assertThat(request.series()).hasToString("bitstamp BTC/USD 30m");
        assertThat(request.sourceName()).isEqualTo("bitstamp");
        assertThat(request.wants(1640995200000L)).isTrue();
        assertThat(request.wants(1640995199999L)).isFalse();
        assertThat(request.wants(1643759999999L)).isTrue();
        assertThat(request.wants(1643760000000L)).isFalse();
    }

    @Test
    void an_end_that_is_a_date_is_all_of_that_day() {
        IngestionRequest request = read("""
                {"exchange": "bitstamp", "symbol": "BTC/USD", "timeframe": "30m", "start_ts": "2022-01-01",
                 "end_ts": "2022-02-01"}
                """);

        assertThat(request.wants(1640995200000L)).isTrue();
        assertThat(request.wants(1640995199999L)).isFalse();
        assertThat(request.wants(1643759999999L)).isTrue();
        assertThat(request.wants(1643760000000L)).isFalse();
    }

    @Test
    void a_file_makes_the_source_a_file() {
        assertThat(read("{\"exchange\": \"x\", \"symbol\": \"A\", \"timeframe\": \"1h\", \"upload_id\": 3}")
                        .sourceName())
                .isEqualTo("file");
        assertThat(read("{\"exchange\": \"SAMPLE\", \"symbol\": \"A\", \"timeframe\": \"1h\"}")
                        .sourceName())
                .isEqualTo("sample");
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        InvalidInputException problem = catchThrowableOfType(InvalidInputException.class, () -> read("""
                        {"exchange": "../x", "symbol": "A\\tB", "timeframe": "7m", "format": "excel",
                         "start_ts": "2022-01-02", "end_ts": "2022-01-01"}
                        """));

        assertThat(problem.violations())
                .extracting(Violation::field)
                .containsExactly("exchange", "symbol", "timeframe", "end_ts", "format");
    }

    @Test
    void missing_and_unknown_fields_are_named() {
        InvalidInputException problem = catchThrowableOfType(
                InvalidInputException.class, () -> read("{\"exchange\": \"x\", \"sybmol\": \"A\"}"));

        assertThat(problem.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("sybmol", "symbol", "timeframe");
    }

    private IngestionRequest read(String json) {
        return reader.read(Json.MAPPER.readTree(json), IngestionRequest.class);
    }
}
