package dev.quarry.bench;

import dev.quarry.marketdata.file.ArrowStreams;
import dev.quarry.marketdata.file.ArrowStreams.Column;
import dev.quarry.marketdata.file.ArrowStreams.Values;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** Writes minute bars as data frames are written: Arrow streams and Parquet files, 100,000 rows a piece, not packed. */
final class TypedPriceFiles {

    private static final int ROWS = 100_000;
    private static final List<String> NAMES = List.of("ts", "open", "high", "low", "close", "volume");

    private TypedPriceFiles() {}

    /** A column's values as eight bytes each. */
    private static byte[] column(int which, long start, int from, int rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < from + rows; i++) {
            double open = 30_000 + i * 7919L % 10_007 / 100.0;
            switch (which) {
                case 0 -> bytes.putLong(start + i * 60_000L);
                case 2 -> bytes.putDouble(open + 1.25);
                case 3 -> bytes.putDouble(open - 1.75);
                case 4 -> bytes.putDouble(open + i % 3 * 0.25);
                case 5 -> bytes.putDouble(i % 1000 / 8.0);
                default -> bytes.putDouble(open);
            }
        }
        return bytes.array();
    }

    /** An Arrow IPC stream. */
    static byte[] arrow(long start, int bars) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        writeArrow(bytes, start, 0, bars);
        return bytes.toByteArray();
    }

    /** The same in a file. */
    static Path arrowFile(long start, int bars) throws IOException {
        Path file = Files.createTempFile("bars", ".arrows");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            writeArrow(out, start, 0, bars);
        }
        return file;
    }

    private static void writeArrow(OutputStream out, long start, int first, int bars) throws IOException {
        ArrowStreams.schema(
                out,
                NAMES.stream()
                        .map(name -> name.equals(NAMES.get(0))
                                ? Column.times(name, TimeUnit.MILLISECOND, "UTC")
                                : Column.doubles(name))
                        .toList());
        for (int from = first; from < first + bars; from += ROWS) {
            int rows = Math.min(ROWS, first + bars - from);
            List<Values> columns = new ArrayList<>();
            for (int i = 0; i < NAMES.size(); i++) {
                columns.add(Values.of(column(i, start, from, rows)));
            }
            ArrowStreams.batch(out, rows, columns);
        }
        ArrowStreams.end(out);
    }

    /** A Parquet file. */
    static Path parquetFile(long start, int bars) throws IOException {
        Path file = Files.createTempFile("bars", ".parquet");
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("schema").setNum_children(NAMES.size()));
        for (String name : NAMES) {
            boolean time = name.equals(NAMES.get(0));
            SchemaElement element =
                    new SchemaElement(name).setType(type(time)).setRepetition_type(FieldRepetitionType.REQUIRED);
            schema.add(time ? element.setConverted_type(ConvertedType.TIMESTAMP_MILLIS) : element);
        }
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        List<RowGroup> groups = new ArrayList<>();
        long at = magic.length;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(magic);
            for (int from = 0; from < bars; from += ROWS) {
                int rows = Math.min(ROWS, bars - from);
                List<ColumnChunk> chunks = new ArrayList<>();
                for (int i = 0; i < NAMES.size(); i++) {
                    byte[] page = page(column(i, start, from, rows), rows);
                    out.write(page);
                    chunks.add(new ColumnChunk(at)
                            .setMeta_data(new ColumnMetaData(
                                    type(i == 0),
                                    List.of(Encoding.PLAIN),
                                    List.of(NAMES.get(i)),
                                    CompressionCodec.UNCOMPRESSED,
                                    rows,
                                    page.length,
                                    page.length,
                                    at)));
                    at += page.length;
                }
                groups.add(new RowGroup(chunks, (long) rows * Long.BYTES * NAMES.size(), rows));
            }
            var footer = new java.io.ByteArrayOutputStream();
            Util.writeFileMetaData(new FileMetaData(1, schema, bars, groups), footer);
            out.write(footer.toByteArray());
            out.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(footer.size())
                    .array());
            out.write(magic);
        }
        return file;
    }

    private static org.apache.parquet.format.Type type(boolean time) {
        return time ? org.apache.parquet.format.Type.INT64 : org.apache.parquet.format.Type.DOUBLE;
    }

    private static byte[] page(byte[] values, int rows) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(values.length + 64);
        Util.writePageHeader(
                new PageHeader(PageType.DATA_PAGE, values.length, values.length)
                        .setData_page_header(new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                bytes);
        bytes.write(values);
        return bytes.toByteArray();
    }
}
