package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.Unpacking;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.CellText;
import dev.quarry.marketdata.file.text.Fields;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.IntToLongFunction;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/** Decodes the values of a column's pages. */
final class ParquetValues {

    private static final int JULIAN_1970 = 2_440_588;
    private static final long NANOS_A_DAY = 86_400_000_000_000L;
    private static final int INT96_BYTES = 12;
    private static final long MILLIS = 1000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    /** Stands for values that are not single, or of no type that a bar has. */
    private static final ColumnValues NONE = ColumnValues.ofTexts(null, i -> "");

    private final SchemaElement element;
    private final Type type;

    ParquetValues(SchemaElement element) {
        this.element = element;
        this.type = element.getType();
    }

    /** @param dictionary null when there is none */
    ColumnValues of(ByteBuffer content, Encoding encoding, int count, ColumnValues dictionary) {
        return switch (encoding) {
            case PLAIN -> plain(content, count);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                int[] indices = count == 0
                        ? new int[0]
                        : ParquetBits.hybrid(
                                content.position(1).slice().order(ByteOrder.LITTLE_ENDIAN), content.get(0), count);
                yield dictionary.chosen(i -> indices[i]);
            }
            case DELTA_BINARY_PACKED -> {
                long[] numbers = ParquetBits.deltas(content, count);
                yield wholes(i -> numbers[i]);
            }
            case BYTE_STREAM_SPLIT -> plain(joined(content, count), count);
            case RLE -> NONE; // truth values
            default ->
                throw new UnreadableFileException(
                        "The Parquet file writes the column " + Fields.quoted(element.getName()) + " as " + encoding
                                + ", which cannot be read here; write it plain.");
        };
    }

    /** Values in plain encoding, one after another. */
    ColumnValues plain(ByteBuffer content, int count) {
        ByteBuffer data = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case INT32 -> wholes(i -> data.getInt(i * Integer.BYTES));
            case INT64 -> wholes(i -> data.getLong(i * Long.BYTES));
            case FLOAT -> ColumnValues.ofDecimals(null, i -> Float.toString(data.getFloat(i * Float.BYTES)));
            case DOUBLE -> ColumnValues.ofDoubles(null, i -> data.getDouble(i * Double.BYTES));
            case INT96 ->
                ColumnValues.ofTimes(
                        null,
                        i -> (data.getInt(i * INT96_BYTES + Long.BYTES) - (long) JULIAN_1970) * NANOS_A_DAY
                                + data.getLong(i * INT96_BYTES),
                        NANOS,
                        null);
            case BYTE_ARRAY -> texts(data, count);
            case FIXED_LEN_BYTE_ARRAY -> {
                int length = element.getType_length();
                yield isDecimal() ? ColumnValues.ofDecimals(null, i -> decimal(data, i * length, length)) : NONE;
            }
            case BOOLEAN -> NONE;
        };
    }

    private ColumnValues texts(ByteBuffer data, int count) {
        int[] begins = new int[ParquetBits.counted(count)];
        int at = 0;
        for (int i = 0; i < count; i++) {
            begins[i] = at + Integer.BYTES;
            at += Integer.BYTES + data.getInt(at);
        }
        if (isDecimal()) {
            return ColumnValues.ofDecimals(null, i -> decimal(data, begins[i], data.getInt(begins[i] - Integer.BYTES)));
        }
        return ColumnValues.ofTexts(null, i -> {
            byte[] bytes = new byte[data.getInt(begins[i] - Integer.BYTES)];
            data.get(begins[i], bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        });
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

    /** Whole numbers, or the dates, times or decimals that they stand for. */
    private ColumnValues wholes(IntToLongFunction values) {
        LogicalType logical = element.getLogicalType();
        if (isDecimal()) {
            return ColumnValues.ofDecimals(
                    null, i -> CellText.decimal(BigInteger.valueOf(values.applyAsLong(i)), element.getScale()));
        }
        if (logical != null && logical.isSetTIMESTAMP()) {
            TimestampType time = logical.getTIMESTAMP();
            long perSecond =
                    time.getUnit().isSetMILLIS() ? MILLIS : time.getUnit().isSetMICROS() ? MICROS : NANOS;
            return ColumnValues.ofTimes(null, values, perSecond, time.isIsAdjustedToUTC() ? ZoneOffset.UTC : null);
        }
        if (element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS) {
            return ColumnValues.ofTimes(null, values, MILLIS, ZoneOffset.UTC);
        }
        if (element.getConverted_type() == ConvertedType.TIMESTAMP_MICROS) {
            return ColumnValues.ofTimes(null, values, MICROS, ZoneOffset.UTC);
        }
        if (element.getConverted_type() == ConvertedType.DATE || logical != null && logical.isSetDATE()) {
            return ColumnValues.ofDates(null, values);
        }
        return ColumnValues.ofWholes(null, values);
    }

    /** Joins the bytes of values again that are stored as the first bytes of all, then the second ones, and so on. */
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
