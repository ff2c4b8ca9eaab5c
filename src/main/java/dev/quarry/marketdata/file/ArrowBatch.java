package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.Unpacking;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.CellText;
import dev.quarry.marketdata.file.text.Fields;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** The columns of one record batch, in the order of its schema. */
final class ArrowBatch {

    private static final long MILLIS_A_DAY = 86_400_000;
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;
    private static final long[] PER_SECOND = {1, 1000, 1_000_000, 1_000_000_000};

    private final RecordBatch batch;
    private final byte[] body;
    private final Map<Long, ColumnValues> dictionaries;
    private int buffer;
    private int node;
    private int variadic;
    private final int mostBytes;
    private long unpackedBytes;

    /** @param mostBytes how large it may be once it is unpacked */
    ArrowBatch(RecordBatch batch, byte[] body, Map<Long, ColumnValues> dictionaries, int mostBytes) {
        this.mostBytes = mostBytes;
        this.batch = batch;
        this.body = body;
        this.dictionaries = dictionaries;
    }

    /** The values of the next column. */
    ColumnValues column(Field field) throws IOException {
        if (field.dictionary() == null) {
            return values(field);
        }
        ColumnValues dictionary = dictionaries.get(field.dictionary().id());
        Int index = field.dictionary().indexType();
        ByteBuffer valid = validity();
        ByteBuffer indices = next();
        int bytes = index == null ? Integer.BYTES : index.bitWidth() / Byte.SIZE;
        return ColumnValues.ofTexts(valid, row -> dictionary.text((int) whole(indices, row, bytes)));
    }

    /** The values of the next column or dictionary. */
    ColumnValues values(Field field) throws IOException {
        switch (field.typeType()) {
            case Type.Int -> {
                Int type = (Int) field.type(new Int());
                int bytes = type.bitWidth() / Byte.SIZE;
                return counts(bytes);
            }
            case Type.FloatingPoint -> {
                return floats(((FloatingPoint) field.type(new FloatingPoint())).precision());
            }
            case Type.Timestamp -> {
                Timestamp type = (Timestamp) field.type(new Timestamp());
                return times(zone(type.timezone()), PER_SECOND[type.unit()]);
            }
            case Type.Date -> {
                return dates(((Date) field.type(new Date())).unit() == DateUnit.DAY);
            }
            case Type.Decimal -> {
                Decimal type = (Decimal) field.type(new Decimal());
                int bytes = type.bitWidth() / Byte.SIZE;
                int scale = type.scale();
                ByteBuffer valid = validity();
                ByteBuffer data = next();
                return ColumnValues.ofDecimals(
                        valid, row -> CellText.decimal(bigEndian(data, row * bytes, bytes), scale));
            }
            case Type.Utf8 -> {
                return texts(Integer.BYTES);
            }
            case Type.LargeUtf8 -> {
                return texts(Long.BYTES);
            }
            case Type.Utf8View -> {
                return views();
            }
            default -> {
                passOver(field);
                return ColumnValues.ofTexts(null, row -> "");
            }
        }
    }

    private ColumnValues counts(int bytes) throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer data = next();
        return ColumnValues.ofWholes(valid, row -> whole(data, row, bytes));
    }

    private ColumnValues floats(int precision) throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer data = next();
        return switch (precision) {
            case Precision.HALF -> ColumnValues.ofTexts(valid, row -> "");
            case Precision.DOUBLE -> ColumnValues.ofDoubles(valid, row -> data.getDouble(row * Double.BYTES));
            default -> ColumnValues.ofDecimals(valid, row -> Float.toString(data.getFloat(row * Float.BYTES)));
        };
    }

    private ColumnValues times(ZoneId zone, long perSecond) throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer data = next();
        return ColumnValues.ofTimes(valid, row -> data.getLong(row * Long.BYTES), perSecond, zone);
    }

    private ColumnValues dates(boolean days) throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer data = next();
        return ColumnValues.ofDates(
                valid,
                row -> days
                        ? data.getInt(row * Integer.BYTES)
                        : Math.floorDiv(data.getLong(row * Long.BYTES), MILLIS_A_DAY));
    }

    private ColumnValues texts(int offsetBytes) throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer offsets = next();
        ByteBuffer data = next();
        return ColumnValues.ofTexts(valid, row -> {
            int from = (int) whole(offsets, row, offsetBytes);
            return text(data, from, (int) whole(offsets, row + 1, offsetBytes) - from);
        });
    }

    private ColumnValues views() throws IOException {
        ByteBuffer valid = validity();
        ByteBuffer views = next();
        List<ByteBuffer> data = new ArrayList<>();
        for (long i = batch.variadicBufferCounts(variadic++); i > 0; i--) {
            data.add(next());
        }
        return ColumnValues.ofTexts(valid, row -> {
            int at = row * VIEW_BYTES;
            int length = views.getInt(at);
            return length <= INLINE_BYTES
                    ? text(views, at + Integer.BYTES, length)
                    : text(
                            data.get(views.getInt(at + 2 * Integer.BYTES)),
                            views.getInt(at + 3 * Integer.BYTES),
                            length);
        });
    }

    private static String text(ByteBuffer data, int from, int length) {
        byte[] bytes = new byte[length];
        data.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** Skips a column whose rows are not single values. */
    private void passOver(Field field) throws IOException {
        int own =
                switch (field.typeType()) {
                    case Type.Null -> 0;
                    case Type.Struct_, Type.FixedSizeList -> 1;
                    case Type.Bool,
                            Type.FixedSizeBinary,
                            Type.Time,
                            Type.Duration,
                            Type.Interval,
                            Type.List,
                            Type.LargeList,
                            Type.Map -> 2;
                    case Type.Binary, Type.LargeBinary, Type.ListView, Type.LargeListView -> 3;
                    default ->
                        throw new UnreadableFileException("The Arrow file has a column "
                                + Fields.quoted(String.valueOf(field.name()))
                                + " of a kind that cannot be read here; leave it out.");
                };
        node++;
        buffer += own;
        for (int i = 0; i < field.childrenLength(); i++) {
            column(field.children(i));
        }
    }

    /** Which rows have a value; null when all have one. */
    private ByteBuffer validity() throws IOException {
        long nulls = batch.nodes(node++).nullCount();
        ByteBuffer valid = next();
        return nulls == 0 || valid.capacity() == 0 ? null : valid;
    }

    private ByteBuffer next() throws IOException {
        Buffer at = batch.buffers(buffer++);
        int from = Math.toIntExact(at.offset());
        int length = Math.toIntExact(at.length());
        ByteBuffer bytes = ByteBuffer.wrap(body, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (batch.compression() == null || length == 0) {
            return bytes;
        }
        long unpacked = bytes.getLong(0);
        if (unpacked < 0) {
            return bytes.position(Long.BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
        unpackedBytes += unpacked;
        Unpacking.sized(unpackedBytes, mostBytes);
        Unpacking.Codec codec =
                batch.compression().codec() == CompressionType.ZSTD ? Unpacking::zstd : Unpacking::lz4Frame;
        return ByteBuffer.wrap(codec.unpack(body, from + Long.BYTES, length - Long.BYTES, (int) unpacked))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long whole(ByteBuffer data, int row, int bytes) {
        return switch (bytes) {
            case Byte.BYTES -> data.get(row);
            case Short.BYTES -> data.getShort(row * bytes);
            case Integer.BYTES -> data.getInt(row * bytes);
            default -> data.getLong(row * bytes);
        };
    }

    private static BigInteger bigEndian(ByteBuffer data, int at, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = data.get(at + length - 1 - i);
        }
        return new BigInteger(bytes);
    }

    private static ZoneId zone(String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        try {
            return ZoneId.of(name).normalized();
        } catch (DateTimeException e) {
            throw new UnreadableFileException(
                    "The Arrow file has times of an unknown zone, " + Fields.quoted(name) + ".");
        }
    }
}
