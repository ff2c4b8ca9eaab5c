package dev.quarry.bench;

import com.google.flatbuffers.FlatBufferBuilder;
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
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
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
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] fields = new int[NAMES.size()];
        for (int i = 0; i < fields.length; i++) {
            int name = builder.createString(NAMES.get(i));
            int children = Field.createChildrenVector(builder, new int[0]);
            int type = i == 0
                    ? Timestamp.createTimestamp(builder, TimeUnit.MILLISECOND, builder.createString("UTC"))
                    : FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            Field.startField(builder);
            Field.addName(builder, name);
            Field.addTypeType(builder, i == 0 ? Type.Timestamp : Type.FloatingPoint);
            Field.addType(builder, type);
            Field.addChildren(builder, children);
            fields[i] = Field.endField(builder);
        }
        int vector = Schema.createFieldsVector(builder, fields);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, vector);
        message(out, builder, MessageHeader.Schema, Schema.endSchema(builder), 0);
        for (int from = first; from < first + bars; from += ROWS) {
            int rows = Math.min(ROWS, first + bars - from);
            batch(out, rows);
            for (int i = 0; i < fields.length; i++) {
                out.write(column(i, start, from, rows));
            }
        }
        message(out, null, MessageHeader.NONE, 0, 0);
    }

    private static void batch(OutputStream out, int rows) throws IOException {
        long bytes = (long) rows * Long.BYTES;
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startNodesVector(builder, NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            FieldNode.createFieldNode(builder, rows, 0);
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, 2 * NAMES.size());
        for (int i = NAMES.size() - 1; i >= 0; i--) { // backwards, as flat buffers are built
            Buffer.createBuffer(builder, i * bytes, bytes);
            Buffer.createBuffer(builder, i * bytes, 0);
        }
        int buffers = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        message(out, builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), bytes * NAMES.size());
    }

    private static void message(OutputStream out, FlatBufferBuilder builder, byte type, int header, long bodyBytes)
            throws IOException {
        byte[] metadata = new byte[0];
        if (builder != null) {
            Message.startMessage(builder);
            Message.addVersion(builder, MetadataVersion.V5);
            Message.addHeaderType(builder, type);
            Message.addHeader(builder, header);
            Message.addBodyLength(builder, bodyBytes);
            Message.finishMessageBuffer(builder, Message.endMessage(builder));
            metadata = builder.sizedByteArray();
        }
        int padded = (metadata.length + 7) / 8 * 8;
        out.write(ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-1)
                .putInt(padded)
                .put(metadata)
                .array());
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
