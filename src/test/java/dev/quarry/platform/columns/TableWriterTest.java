package dev.quarry.platform.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {

    private static final List<String> SIDES = List.of("long", "short", "an \"odd\", one", "überlang");

    private static final Table TABLE = new Table(
            List.of(
                    Column.integer("count"),
                    Column.real("figure"),
                    Column.flag("winner"),
                    Column.text("note"),
                    Column.choice("side", SIDES),
                    Column.time("at", 6)),
            Map.of("quarry.data_digest", "äbc", "quarry.query", "sort=win_rate"));

    /** Anything, a third of it missing; of the texts some are empty and some no Latin. */
    private static List<List<Object>> rows(int count) {
        Random random = new Random(count);
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Object[] row = {
                random.nextLong(),
                k % 50 == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian(),
                random.nextBoolean(),
                List.of("", "a,b", "two\nlines", "日本", "plain " + k).get(random.nextInt(5)),
                SIDES.get(random.nextInt(SIDES.size())),
                random.nextLong(4_000_000_000_000_000L) - 1_000_000_000_000_000L
            };
            for (int column = 0; column < row.length; column++) {
                row[column] = random.nextInt(3) == 0 ? null : row[column];
            }
            rows.add(Arrays.asList(row));
        }
        return rows;
    }

    private static byte[] write(ColumnFormat format, List<List<Object>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter writer = new TableWriter(TABLE, format, out);
        for (List<Object> row : rows) {
            write(writer, row);
        }
        writer.end();
        assertThat(writer.rows()).isEqualTo(rows.size());
        return out.toByteArray();
    }

    private static void write(TableWriter writer, List<Object> row) throws IOException {
        if (row.get(0) != null) {
            writer.number(0, (Long) row.get(0));
        }
        writer.real(1, row.get(1) == null ? Double.NaN : (Double) row.get(1));
        if (row.get(2) != null) {
            writer.flag(2, (Boolean) row.get(2));
        }
        writer.text(3, (String) row.get(3));
        writer.choice(4, row.get(4) == null ? -1 : SIDES.indexOf(row.get(4)));
        if (row.get(5) != null) {
            writer.time(5, (Long) row.get(5));
        }
        writer.endRow();
    }

    /** None, one, a batch, one more, several batches. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, TableWriter.ROWS, TableWriter.ROWS + 1, 50_000})
    void the_reader_of_apache_finds_in_the_arrow_stream_what_was_written(int count) throws IOException {
        List<List<Object>> rows = rows(count);

        ArrowRows read = ArrowRows.read(write(ColumnFormat.ARROW, rows));

        assertThat(read.rows()).extracting(row -> new ArrayList<>(row.values())).isEqualTo(rows);
        assertThat(read.schema().getCustomMetadata()).isEqualTo(TABLE.provenance());
        assertThat(read.schema().toString())
                .startsWith("Schema<count: Int(64, true), figure: FloatingPoint(DOUBLE), winner: Bool, note: Utf8,"
                        + " side: Int(32, true)[dictionary: 4], at: Timestamp(MICROSECOND, UTC)>");
    }

    @Test
    void a_comma_separated_table_has_a_line_of_names_and_a_line_for_each_row() throws IOException {
        Instant at = Instant.parse("2014-01-02T03:04:05.000006Z");
        List<List<Object>> rows = List.of(
                Arrays.asList(-7L, 0.1, true, "a,\"b\"\nc", "short", ChronoUnit.MICROS.between(Instant.EPOCH, at)),
                Arrays.asList(null, Double.POSITIVE_INFINITY, false, "", "an \"odd\", one", -1L),
                Arrays.asList(null, null, null, null, null, null));

        assertThat(new String(write(ColumnFormat.CSV, rows), StandardCharsets.UTF_8))
                .isEqualTo("""
                count,figure,winner,note,side,at
                -7,0.1,true,"a,""b""
                c",short,2014-01-02T03:04:05.000006Z
                ,inf,false,"","an ""odd"", one",1969-12-31T23:59:59.999999Z
                ,,,,,
                """);
    }

    @Test
    void times_have_as_many_digits_as_their_column_has_in_every_row() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter writer = new TableWriter(
                new Table(List.of(Column.time("s", 0), Column.time("ms", 3), Column.time("us", 6)), Map.of()),
                ColumnFormat.CSV,
                out);
        for (long micros : new long[] {0, 12_345_678, 86_400_000_000L - 1}) {
            for (int k = 0; k < 3; k++) {
                writer.time(k, micros);
            }
            writer.endRow();
        }
        writer.end();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                s,ms,us
                1970-01-01T00:00:00Z,1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.000000Z
                1970-01-01T00:00:12Z,1970-01-01T00:00:12.345Z,1970-01-01T00:00:12.345678Z
                1970-01-01T23:59:59Z,1970-01-01T23:59:59.999Z,1970-01-01T23:59:59.999999Z
                """);
    }

    /** A status of 200 was sent by then. */
    @Test
    void what_is_broken_off_is_no_whole_table_to_any_reader() throws IOException {
        ByteArrayOutputStream arrow = new ByteArrayOutputStream();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        for (TableWriter writer : List.of(
                new TableWriter(TABLE, ColumnFormat.ARROW, arrow), new TableWriter(TABLE, ColumnFormat.CSV, csv))) {
            for (List<Object> row : rows(TableWriter.ROWS)) {
                write(writer, row);
            }
            writer.breakOff("the database went away");
        }

        assertThatThrownBy(() -> ArrowRows.read(arrow.toByteArray())).isInstanceOf(Exception.class);
        assertThat(csv.toString(StandardCharsets.UTF_8))
                .endsWith("\n\"This table is not complete: the database went away");
    }

    @Test
    void memory_does_not_grow_with_rows_nor_with_their_texts() throws IOException {
        long[] longest = {0};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                longest[0] = Math.max(longest[0], 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                longest[0] = Math.max(longest[0], length);
            }
        };
        TableWriter writer =
                new TableWriter(new Table(List.of(Column.text("note")), Map.of()), ColumnFormat.ARROW, out);
        String text = "x".repeat(10_000);
        for (int k = 0; k < TableWriter.ROWS; k++) {
            writer.text(0, text);
            writer.endRow();
        }
        writer.end();

        assertThat(longest[0]).isBetween(1L << 22, 5L << 20);
    }

    @Test
    void formats_are_found_by_name_and_by_media_type() {
        assertThat(ColumnFormat.codes()).containsExactly("csv", "arrow", "parquet");
        for (ColumnFormat format : ColumnFormat.values()) {
            assertThat(ColumnFormat.of(format.code())).contains(format);
            assertThat(ColumnFormat.ofType(format.mediaType())).contains(format);
        }
        assertThat(ColumnFormat.of("xml")).isEmpty();
    }
}
