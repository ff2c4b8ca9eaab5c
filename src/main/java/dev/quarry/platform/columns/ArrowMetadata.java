package dev.quarry.platform.columns;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** The metadata of the messages of an Arrow stream, as FlatBuffers. A column's number is the number of its dictionary. */
final class ArrowMetadata {

    private static final int START_BYTES = 1024;

    private ArrowMetadata() {}

    static ByteBuffer schema(Table table) {
        FlatBufferBuilder builder = new FlatBufferBuilder(START_BYTES);
        int[] fields = new int[table.columns().size()];
        for (int k = 0; k < fields.length; k++) {
            fields[k] = field(builder, k, table.columns().get(k));
        }
        int all = Schema.createFieldsVector(builder, fields);
        int[] entries = new int[table.provenance().size()];
        int entry = 0;
        for (Map.Entry<String, String> one : table.provenance().entrySet()) {
            int key = builder.createString(one.getKey());
            entries[entry++] = KeyValue.createKeyValue(builder, key, builder.createString(one.getValue()));
        }
        int metadata = Schema.createCustomMetadataVector(builder, entries);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, all);
        Schema.addCustomMetadata(builder, metadata);
        return message(builder, MessageHeader.Schema, Schema.endSchema(builder), 0);
    }

    private static int field(FlatBufferBuilder builder, int number, Column column) {
        int name = builder.createString(column.name());
        int children = Field.createChildrenVector(builder, new int[0]);
        int type = type(builder, column.type());
        int dictionary = column.type() == ColumnType.CHOICE ? encoding(builder, number) : 0;
        Field.startField(builder);
        Field.addName(builder, name);
        Field.addNullable(builder, true);
        Field.addTypeType(
                builder,
                switch (column.type()) {
                    case INTEGER -> Type.Int;
                    case REAL -> Type.FloatingPoint;
                    case FLAG -> Type.Bool;
                    case TEXT, CHOICE -> Type.Utf8;
                    case TIME -> Type.Timestamp;
                });
        Field.addType(builder, type);
        if (dictionary != 0) {
            Field.addDictionary(builder, dictionary);
        }
        Field.addChildren(builder, children);
        return Field.endField(builder);
    }

    private static int type(FlatBufferBuilder builder, ColumnType type) {
        switch (type) {
            case INTEGER:
                return Int.createInt(builder, Long.SIZE, true);
            case REAL:
                return FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case FLAG:
                Bool.startBool(builder);
                return Bool.endBool(builder);
            case TIME:
                return Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
            default:
                Utf8.startUtf8(builder);
                return Utf8.endUtf8(builder);
        }
    }

    private static int encoding(FlatBufferBuilder builder, int number) {
        int index = Int.createInt(builder, Integer.SIZE, true);
        DictionaryEncoding.startDictionaryEncoding(builder);
        DictionaryEncoding.addId(builder, number);
        DictionaryEncoding.addIndexType(builder, index);
        return DictionaryEncoding.endDictionaryEncoding(builder);
    }

    /** @param layout as of {@link #batch} */
    static ByteBuffer dictionary(int number, int length, long[] layout) {
        FlatBufferBuilder builder = new FlatBufferBuilder(START_BYTES);
        int batch = rows(builder, length, new int[1], layout);
        DictionaryBatch.startDictionaryBatch(builder);
        DictionaryBatch.addId(builder, number);
        DictionaryBatch.addData(builder, batch);
        return message(
                builder,
                MessageHeader.DictionaryBatch,
                DictionaryBatch.endDictionaryBatch(builder),
                layout[layout.length - 1]);
    }

    /**
     * Of a batch of rows.
     *
     * @param missing how many values of each column are
     * @param layout begin and length of each buffer, and behind them the length of all
     */
    static ByteBuffer batch(int rows, int[] missing, long[] layout) {
        FlatBufferBuilder builder = new FlatBufferBuilder(START_BYTES);
        int batch = rows(builder, rows, missing, layout);
        return message(builder, MessageHeader.RecordBatch, batch, layout[layout.length - 1]);
    }

    /** Vectors of structures are built from their ends. */
    private static int rows(FlatBufferBuilder builder, int rows, int[] missing, long[] layout) {
        RecordBatch.startNodesVector(builder, missing.length);
        for (int k = missing.length - 1; k >= 0; k--) {
            FieldNode.createFieldNode(builder, rows, missing[k]);
        }
        int nodes = builder.endVector();
        int count = layout.length / 2;
        RecordBatch.startBuffersVector(builder, count);
        for (int k = count - 1; k >= 0; k--) {
            Buffer.createBuffer(builder, layout[2 * k], layout[2 * k + 1]);
        }
        int buffers = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        return RecordBatch.endRecordBatch(builder);
    }

    private static ByteBuffer message(FlatBufferBuilder builder, byte type, int header, long bodyBytes) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, type);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes);
        builder.finish(Message.endMessage(builder));
        return builder.dataBuffer();
    }
}
