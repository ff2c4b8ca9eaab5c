package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.columns.TableWriter;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.plain.BooleanPlainValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Parquet files of tables, read by the reader of price files, which reads those of many makers. */
class WrittenParquetTest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnnX").withZone(ZoneOffset.UTC);

    /** None, one, a batch, one more, several row groups; with choices that need 1 bit, more bits, and more than a byte. */
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "7, 2", "16384, 5", "16385, 300", "150000, 70000"})
    void what_was_written_is_read(int rows, int choices) throws IOException {
        Table table = table(choices);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<List<String>> written = write(table, rows, file);

        assertThat(read(file.toByteArray())).isEqualTo(written);
        FileMetaData end = end(file.toByteArray());
        assertThat(end.getNum_rows()).isEqualTo(rows);
        assertThat(end.getKey_value_metadata())
                .containsExactlyInAnyOrder(
                        new KeyValue("quarry.data_digest").setValue("äbc"),
                        new KeyValue("quarry.query").setValue("sort=win_rate"));
        assertThat(end.getRow_groupsSize()).isEqualTo((rows + 65_535) / 65_536);
    }

    /** By the decoders of Apache. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 1_000})
    void truth_values_are_bits(int rows) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TableWriter writer =
                new TableWriter(new Table(List.of(Column.flag("winner")), Map.of()), ColumnFormat.PARQUET, file);
        Random random = new Random(rows);
        List<Boolean> flags = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Boolean flag = random.nextInt(4) == 0 ? null : Boolean.valueOf(random.nextBoolean());
            flags.add(flag);
            if (flag != null) {
                writer.flag(0, flag);
            }
            writer.endRow();
        }
        writer.end();

        assertThat(flags(file.toByteArray(), rows)).isEqualTo(flags);
    }

    private static List<Boolean> flags(byte[] file, int rows) throws IOException {
        ColumnMetaData column =
                end(file).getRow_groups().get(0).getColumns().get(0).getMeta_data();
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        in.skip(column.getData_page_offset());
        PageHeader header = Util.readPageHeader(in);
        byte[] packed = in.readNBytes(header.getCompressed_page_size());
        byte[] page = new byte[header.getUncompressed_page_size()];
        new SnappyDecompressor().decompress(packed, 0, packed.length, page, 0, page.length);
        ByteBufferInputStream content = ByteBufferInputStream.wrap(ByteBuffer.wrap(page));
        RunLengthBitPackingHybridValuesReader levels = new RunLengthBitPackingHybridValuesReader(1);
        levels.initFromPage(rows, content);
        BooleanPlainValuesReader values = new BooleanPlainValuesReader();
        values.initFromPage(rows, content);
        List<Boolean> flags = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            flags.add(levels.readInteger() == 0 ? null : Boolean.valueOf(values.readBoolean()));
        }
        return flags;
    }

    @Test
    void columns_in_which_nothing_is_are_columns_all_the_same() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TableWriter writer = new TableWriter(table(4), ColumnFormat.PARQUET, file);
        writer.endRow();
        writer.endRow();
        writer.end();

        assertThat(read(file.toByteArray()))
                .isEqualTo(List.of(List.of("", "", "", "", "", ""), List.of("", "", "", "", "", "")));
    }

    @Test
    void a_file_that_is_broken_off_is_none() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TableWriter writer = new TableWriter(table(4), ColumnFormat.PARQUET, file);
        for (int row = 0; row < 100_000; row++) {
            writer.number(0, row);
            writer.endRow();
        }
        writer.breakOff("the database went away");

        assertThatThrownBy(() -> read(file.toByteArray())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void no_more_is_held_back_than_a_row_group() throws IOException {
        long[] written = {0, 0};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written[0] += length;
                written[1] = Math.max(written[1], length);
            }
        };
        TableWriter writer =
                new TableWriter(new Table(List.of(Column.text("note")), Map.of()), ColumnFormat.PARQUET, out);
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 20_000; row++) {
            text.setLength(0);
            random.ints(5_000, ' ', '~').forEach(letter -> text.append((char) letter));
            writer.text(0, text.toString());
            writer.endRow();
        }
        writer.end();

        assertThat(written[0]).isGreaterThan(90_000_000);
        assertThat(written[1]).isLessThan(25_000_000);
    }

    private static Table table(int choices) {
        return new Table(
                List.of(
                        Column.integer("count"),
                        Column.real("figure"),
                        Column.flag("winner"),
                        Column.text("note"),
                        Column.choice(
                                "side",
                                IntStream.range(0, choices)
                                        .mapToObj(place -> "ä" + place)
                                        .toList()),
                        Column.time("at", 6)),
                Map.of("quarry.data_digest", "äbc", "quarry.query", "sort=win_rate"));
    }

    private static List<List<String>> write(Table table, int rows, OutputStream to) throws IOException {
        List<String> choices = table.columns().get(4).choices();
        TableWriter writer = new TableWriter(table, ColumnFormat.PARQUET, to);
        Random random = new Random(rows);
        List<List<String>> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String[] texts = new String[6];
            Arrays.fill(texts, "");
            // Of the second column nothing is missing, and of the others a third. Truth values are no prices, the
            // reader skips them.
            if (random.nextInt(3) > 0) {
                long number = random.nextLong();
                writer.number(0, number);
                texts[0] = Long.toString(number);
            }
            double figure = random.nextInt(-1_000_000, 1_000_000) / 64.0;
            writer.real(1, figure);
            texts[1] = Double.toString(figure);
            if (random.nextInt(3) > 0) {
                writer.flag(2, random.nextBoolean());
            }
            if (random.nextInt(3) > 0) {
                texts[3] = List.of("a,b", "two\nlines", "日本", "plain " + row).get(random.nextInt(4));
                writer.text(3, texts[3]);
            }
            if (random.nextInt(3) > 0) {
                int place = random.nextInt(choices.size());
                writer.choice(4, place);
                texts[4] = choices.get(place);
            }
            if (random.nextInt(3) > 0) {
                long micros = random.nextLong(4_000_000_000_000_000L) - 1_000_000_000_000_000L;
                writer.time(5, micros);
                texts[5] = TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
            }
            writer.endRow();
            all.add(List.of(texts));
        }
        writer.end();
        return all;
    }

    private static List<List<String>> read(byte[] file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (ParquetTable table = ParquetTable.open(Spool.of(new ByteArrayInputStream(file)))) {
            assertThat(table.names()).containsExactly("count", "figure", "winner", "note", "side", "at");
            while (table.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 0; column < 6; column++) {
                    row.add(table.text(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static FileMetaData end(byte[] file) throws IOException {
        int length = Integer.reverseBytes(ByteBuffer.wrap(file).getInt(file.length - 8));
        return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    }
}
