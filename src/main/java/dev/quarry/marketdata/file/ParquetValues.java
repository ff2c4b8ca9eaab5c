package dev.quarry.marketdata.file;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.IntFunction;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/** Makes texts of the values of a column's pages. */
final class ParquetValues {

    private static final int JULIAN_1970 = 2_440_588;
    private static final long NANOS_A_DAY = 86_400_000_000_000L;
    private static final int INT96_BYTES = 12;

    private final SchemaElement element;
    private final Type type;

    ParquetValues(SchemaElement element) {
        this.element = element;
        this.type = element.getType();
    }

    /** @param dictionary null when there is none */
    IntFunction<String> of(ByteBuffer content, Encoding encoding, int count, IntFunction<String> dictionary) {
        return switch (encoding) {
            case PLAIN -> plain(content, count);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                int[] indices = count == 0
                        ? new int[0]
                        : ParquetBits.hybrid(
                                content.position(1).slice().order(ByteOrder.LITTLE_ENDIAN), content.get(0), count);
                yield i -> dictionary.apply(indices[i]);
            }
            case DELTA_BINARY_PACKED -> {
                long[] numbers = ParquetBits.deltas(content, count);
                yield i -> whole(numbers[i]);
            }
            case BYTE_STREAM_SPLIT -> plain(joined(content, count), count);
            case RLE -> i -> ""; // truth values
            default ->
                throw new UnreadableFileException(
                        "The Parquet file writes the column " + Fields.quoted(element.getName()) + " as " + encoding
                                + ", which cannot be read here; write it plain.");
        };
    }

    /** Values one behind the other. */
    IntFunction<String> plain(ByteBuffer content, int count) {
        ByteBuffer data = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case INT32 -> i -> whole(data.getInt(i * Integer.BYTES));
            case INT64 -> i -> whole(data.getLong(i * Long.BYTES));
            case FLOAT -> i -> Float.toString(data.getFloat(i * Float.BYTES));
            case DOUBLE -> i -> Double.toString(data.getDouble(i * Double.BYTES));
            case INT96 ->
                i -> CellText.time(
                        (data.getInt(i * INT96_BYTES + Long.BYTES) - (long) JULIAN_1970) * NANOS_A_DAY
                                + data.getLong(i * INT96_BYTES),
                        1_000_000_000,
                        null);
            case BYTE_ARRAY -> texts(data, count);
            case FIXED_LEN_BYTE_ARRAY -> {
                int length = element.getType_length();
                yield isDecimal() ? i -> decimal(data, i * length, length) : i -> "";
            }
            case BOOLEAN -> i -> "";
        };
    }

    private IntFunction<String> texts(ByteBuffer data, int count) {
        int[] begins = new int[ParquetBits.counted(count)];
        int at = 0;
        for (int i = 0; i < count; i++) {
            begins[i] = at + Integer.BYTES;
            at += Integer.BYTES + data.getInt(at);
        }
        return i -> {
            int length = data.getInt(begins[i] - Integer.BYTES);
            if (isDecimal()) {
                return decimal(data, begins[i], length);
            }
            byte[] bytes = new byte[length];
            data.get(begins[i], bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        };
    }

    private boolean isDecimal() {
        LogicalType logical = element.getLogicalType();
        return element.getConverted_type() == ConvertedType.DECIMAL || logical != null && logical.isSetDECIMAL();
    }

    private String decimal(ByteBuffer data, int at, int length) {
        byte[] bytes = new byte[length];
        data.get(at, bytes);
        return CellText.decimal(new BigInteger(bytes), element.getScale());
    }

    /** A whole number, or what one stands for. */
    private String whole(long value) {
        LogicalType logical = element.getLogicalType();
        if (isDecimal()) {
            return CellText.decimal(BigInteger.valueOf(value), element.getScale());
        }
        if (logical != null && logical.isSetTIMESTAMP()) {
            TimestampType time = logical.getTIMESTAMP();
            long perSecond =
                    time.getUnit().isSetMILLIS() ? 1000 : time.getUnit().isSetMICROS() ? 1_000_000 : 1_000_000_000;
            return CellText.time(value, perSecond, time.isIsAdjustedToUTC() ? ZoneOffset.UTC : null);
        }
        if (element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS) {
            return CellText.time(value, 1000, ZoneOffset.UTC);
        }
        if (element.getConverted_type() == ConvertedType.TIMESTAMP_MICROS) {
            return CellText.time(value, 1_000_000, ZoneOffset.UTC);
        }
        if (element.getConverted_type() == ConvertedType.DATE || logical != null && logical.isSetDATE()) {
            return CellText.date(value);
        }
        return Long.toString(value);
    }

    /** The first bytes of all values, then the second ones, put together again. */
    private ByteBuffer joined(ByteBuffer split, int count) {
        int width =
                switch (type) {
                    case FLOAT, INT32 -> 4;
                    case FIXED_LEN_BYTE_ARRAY -> element.getType_length();
                    default -> 8;
                };
        byte[] joined = new byte[Unpacking.sized((long) count * width)];
        for (int b = 0; b < width; b++) {
            for (int i = 0; i < count; i++) {
                joined[i * width + b] = split.get(b * count + i);
            }
        }
        return ByteBuffer.wrap(joined);
    }
}
