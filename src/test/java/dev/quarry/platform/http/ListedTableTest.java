package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListedTableTest {

    private record Inner(String name, Integer version) {}

    private record Row(
            int rank,
            double figure,
            Double profitFactor,
            boolean profitFactorInfinite,
            Inner strategy,
            OffsetDateTime storedAt,
            List<Integer> places,
            Object mixed,
            String nothing) {}

    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-01-02T03:04:05Z");

    private static final List<Row> ROWS = List.of(
            new Row(1, 2, null, true, new Inner("turtle", 3), AT, List.of(1, 2), 5, null),
            new Row(2, 0.5, 1.25, false, new Inner("rsi_bands", null), null, List.of(), 0.5, null),
            new Row(3, Double.NaN, null, false, null, AT, null, 7, null));

    @Test
    void fields_are_columns_of_what_they_hold_and_what_is_nested_stands_beside_them() throws IOException {
        ArrowRows table = ArrowRows.read(
                WrittenTables.bytes(ListedTable.of("rows", ROWS, Map.of("quarry.table", "rows")), ColumnFormat.ARROW));

        assertThat(table.schema().toString())
                .startsWith(
                        "Schema<rank: Int(64, true), figure: FloatingPoint(DOUBLE), profit_factor: FloatingPoint(DOUBLE),"
                                + " strategy_name: Utf8, strategy_version: Int(64, true), stored_at: Timestamp(MICROSECOND, UTC),"
                                + " places: Utf8, mixed: FloatingPoint(DOUBLE), nothing: Utf8>");
        assertThat(table.rows().get(0))
                .containsEntry("rank", 1L)
                .containsEntry("figure", 2.0)
                .containsEntry("profit_factor", Double.POSITIVE_INFINITY)
                .containsEntry("strategy_version", 3L)
                .containsEntry("stored_at", ChronoUnit.MICROS.between(Instant.EPOCH, AT.toInstant()))
                .containsEntry("places", "[1,2]")
                .containsEntry("mixed", 5.0)
                .containsEntry("nothing", null);
        assertThat(table.rows().get(1)).containsEntry("profit_factor", 1.25).containsEntry("stored_at", null);
        assertThat(table.rows().get(2)).containsEntry("profit_factor", null).containsEntry("figure", null);
    }

    @Test
    void fields_can_be_left_out_and_no_rows_have_no_columns() throws IOException {
        String csv = new String(
                WrittenTables.bytes(
                        ListedTable.of(
                                "rows",
                                ROWS.subList(0, 1).stream()
                                        .map(row -> Json.MAPPER.valueToTree(row))
                                        .toList(),
                                Map.of(),
                                "places",
                                "strategy",
                                "mixed",
                                "nothing"),
                        ColumnFormat.CSV),
                StandardCharsets.UTF_8);

        assertThat(csv).isEqualTo("rank,figure,profit_factor,stored_at\n1,2.0,inf,2026-01-02T03:04:05Z\n");
        assertThat(ArrowRows.read(WrittenTables.bytes(ListedTable.of("rows", List.of(), Map.of()), ColumnFormat.ARROW))
                        .rows())
                .isEmpty();
    }
}
