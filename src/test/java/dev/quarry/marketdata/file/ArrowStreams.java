package dev.quarry.marketdata.file;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Writes Arrow IPC streams, not packed. */
public final class ArrowStreams {

    private ArrowStreams() {}

    /** What a column is called, and of what type it is. */
    public record Column(String name, byte typeType, ToIntFunction<FlatBufferBuilder> type) {

        public static Column doubles(String name) {
            return floating(name, Precision.DOUBLE);
        }

        public static Column floats(String name) {
            return floating(name, Precision.SINGLE);
        }

        private static Column floating(String name, short precision) {
            return new Column(name, Type.FloatingPoint, to -> FloatingPoint.createFloatingPoint(to, precision));
        }

        public static Column longs(String name) {
            return new Column(name, Type.Int, to -> Int.createInt(to, Long.SIZE, true));
        }

        /** Of 38 digits. */
        public static Column decimals(String name, int scale) {
            return new Column(name, Type.Decimal, to -> Decimal.createDecimal(to, 38, scale, 128));
        }

        /** Whole days. */
        public static Column dates(String name) {
            return new Column(name, Type.Date, to -> Date.createDate(to, DateUnit.DAY));
        }

        /** @param zone null for local times */
        public static Column times(String name, short unit, String zone) {
            return new Column(
                    name,
                    Type.Timestamp,
                    to -> Timestamp.createTimestamp(to, unit, zone == null ? 0 : to.createString(zone)));
        }

        public static Column texts(String name) {
            return new Column(name, Type.Utf8, to -> {
                Utf8.startUtf8(to);
                return Utf8.endUtf8(to);
            });
        }
    }

    /**
     * The values of a column.
     *
     * @param nulls how many are missing
     * @param buffers validity, then the data as the type has it
     */
    public record Values(int nulls, List<byte[]> buffers) {

        /** All are there. */
        public static Values of(byte[] data) {
            return new Values(0, List.of(new byte[0], data));
        }
    }

    /** Begins a stream. */
    public static void schema(OutputStream out, List<Column> columns) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] fields =
                columns.stream().mapToInt(column -> field(builder, column)).toArray();
        int vector = Schema.createFieldsVector(builder, fields);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, vector);
        message(out, builder, MessageHeader.Schema, Schema.endSchema(builder), 0);
    }

    private static int field(FlatBufferBuilder builder, Column column) {
        int name = builder.createString(column.name());
        int children = Field.createChildrenVector(builder, new int[0]);
        int type = column.type().applyAsInt(builder);
        Field.startField(builder);
        Field.addName(builder, name);
        Field.addNullable(builder, true);
        Field.addTypeType(builder, column.typeType());
        Field.addType(builder, type);
        Field.addChildren(builder, children);
        return Field.endField(builder);
    }

    /** Writes so many rows. */
    public static void batch(OutputStream out, int rows, List<Values> columns) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startNodesVector(builder, columns.size());
        for (int i = columns.size() - 1; i >= 0; i--) { // backwards, as flat buffers are built
            FieldNode.createFieldNode(builder, rows, columns.get(i).nulls());
        }
        int nodes = builder.endVector();
        List<byte[]> all =
                columns.stream().flatMap(values -> values.buffers().stream()).toList();
        long end = all.stream().mapToLong(ArrowStreams::padded).sum();
        long bytes = end;
        RecordBatch.startBuffersVector(builder, all.size());
        for (int i = all.size() - 1; i >= 0; i--) {
            end -= padded(all.get(i));
            Buffer.createBuffer(builder, end, all.get(i).length);
        }
        int buffers = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        message(out, builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), bytes);
        for (byte[] buffer : all) {
            out.write(buffer);
            out.write(new byte[(int) (padded(buffer) - buffer.length)]);
        }
    }

    /** Ends a stream. */
    public static void end(OutputStream out) throws IOException {
        out.write(littleEndian(8).putInt(-1).putInt(0).array());
    }

    private static long padded(byte[] buffer) {
        return (buffer.length + 7) / 8 * 8L;
    }

    private static void message(OutputStream out, FlatBufferBuilder builder, byte type, int header, long bodyBytes)
            throws IOException {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, type);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes);
        Message.finishMessageBuffer(builder, Message.endMessage(builder));
        byte[] metadata = builder.sizedByteArray();
        int padded = (metadata.length + 7) / 8 * 8;
        out.write(
                littleEndian(8 + padded).putInt(-1).putInt(padded).put(metadata).array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
