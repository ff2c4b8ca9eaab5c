package dev.quarry.sweep.remote;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what JSON can hold and keeps the nature of each number: 70 and 70.0 are different values of a grid, and have
 * different hashes.
 */
final class PlainValues {

    private enum Nature {
        NULL,
        FALSE,
        TRUE,
        INTEGER,
        LONG,
        BIG_INTEGER,
        FLOAT,
        DOUBLE,
        DECIMAL,
        TEXT,
        LIST,
        OBJECT
    }

    private static final Nature[] NATURES = Nature.values();

    private PlainValues() {}

    /**
     * Writes a value: null, a truth value, a number, a text, a list, or a map with text keys.
     *
     * @throws IllegalArgumentException for anything else
     */
    static void write(Object value, DataOutput out) throws IOException {
        if (value == null) {
            nature(Nature.NULL, out);
        } else if (value instanceof Boolean flag) {
            nature(flag ? Nature.TRUE : Nature.FALSE, out);
        } else if (value instanceof Number number) {
            number(number, out);
        } else if (value instanceof String text) {
            nature(Nature.TEXT, out);
            text(text, out);
        } else if (value instanceof List<?> list) {
            nature(Nature.LIST, out);
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            nature(Nature.OBJECT, out);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text((String) entry.getKey(), out);
                write(entry.getValue(), out);
            }
        } else {
            throw new IllegalArgumentException("no plain value: " + value.getClass());
        }
    }

    private static void number(Number number, DataOutput out) throws IOException {
        if (number instanceof Double) {
            nature(Nature.DOUBLE, out);
            out.writeLong(Double.doubleToRawLongBits(number.doubleValue()));
        } else if (number instanceof Integer) {
            nature(Nature.INTEGER, out);
            out.writeInt(number.intValue());
        } else if (number instanceof Long) {
            nature(Nature.LONG, out);
            out.writeLong(number.longValue());
        } else if (number instanceof Float) {
            nature(Nature.FLOAT, out);
            out.writeFloat(number.floatValue());
        } else if (number instanceof BigInteger) {
            nature(Nature.BIG_INTEGER, out);
            text(number.toString(), out);
        } else if (number instanceof BigDecimal) {
            nature(Nature.DECIMAL, out);
            text(number.toString(), out);
        } else {
            throw new IllegalArgumentException("no plain number: " + number.getClass());
        }
    }

    /** What {@link #write} wrote. */
    static Object read(DataInput in) throws IOException {
        switch (NATURES[in.readByte()]) {
            case NULL:
                return null;
            case FALSE:
                return Boolean.FALSE;
            case TRUE:
                return Boolean.TRUE;
            case INTEGER:
                return in.readInt();
            case LONG:
                return in.readLong();
            case BIG_INTEGER:
                return new BigInteger(text(in));
            case FLOAT:
                return in.readFloat();
            case DOUBLE:
                return Double.longBitsToDouble(in.readLong());
            case DECIMAL:
                return new BigDecimal(text(in));
            case TEXT:
                return text(in);
            case LIST:
                List<Object> list = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    list.add(read(in));
                }
                return list;
            default:
                return object(in);
        }
    }

    /** What {@link #write} wrote of a map. */
    static Map<String, Object> readObject(DataInput in) throws IOException {
        if (read(in) instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put((String) key, value));
            return object;
        }
        throw new IOException("an object was expected");
    }

    private static Map<String, Object> object(DataInput in) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String key = text(in);
            object.put(key, read(in));
        }
        return object;
    }

    private static void nature(Nature nature, DataOutput out) throws IOException {
        out.writeByte(nature.ordinal());
    }

    /** By characters: {@code writeUTF} ends at 65,535 bytes, which the text of a definition may exceed. */
    private static void text(String text, DataOutput out) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String text(DataInput in) throws IOException {
        char[] text = new char[in.readInt()];
        for (int k = 0; k < text.length; k++) {
            text[k] = in.readChar();
        }
        return new String(text);
    }
}
