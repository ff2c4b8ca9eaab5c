package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.text.CellText;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * The values of one column of a piece of a table.
 *
 * @param valid a bit for each value that is not null; null when none are
 * @param texts the values in the form that a text table would have
 * @param numbers the values as numbers; null when they are not numbers
 * @param millis the values as milliseconds since the epoch, {@link #NO_MILLIS} where they are not, with times without a
 *     zone in UTC; whole numbers as they are; null when they are neither
 */
record ColumnValues(
        Kind kind, ByteBuffer valid, IntFunction<String> texts, IntToDoubleFunction numbers, IntToLongFunction millis) {

    /** The type of the values. */
    enum Kind {
        TEXT,
        NUMBER,
        WHOLE_NUMBER,
        /** A date, or a time without a zone. */
        LOCAL_TIME,
        INSTANT
    }

    /** Stands for a time that is not a whole millisecond. */
    static final long NO_MILLIS = Long.MIN_VALUE;

    private static final long MILLIS_A_DAY = 86_400_000;

    /** Values that are neither numbers nor times. */
    static ColumnValues ofTexts(ByteBuffer valid, IntFunction<String> texts) {
        return new ColumnValues(Kind.TEXT, valid, texts, null, null);
    }

    static ColumnValues ofDoubles(ByteBuffer valid, IntToDoubleFunction values) {
        return new ColumnValues(Kind.NUMBER, valid, i -> Double.toString(values.applyAsDouble(i)), values, null);
    }

    /** Numbers of another precision, which are read as the decimal numbers that they stand for. */
    static ColumnValues ofDecimals(ByteBuffer valid, IntFunction<String> texts) {
        return new ColumnValues(Kind.NUMBER, valid, texts, i -> Double.parseDouble(texts.apply(i)), null);
    }

    static ColumnValues ofWholes(ByteBuffer valid, IntToLongFunction values) {
        return new ColumnValues(
                Kind.WHOLE_NUMBER, valid, i -> Long.toString(values.applyAsLong(i)), values::applyAsLong, values);
    }

    /** @param days since the epoch */
    static ColumnValues ofDates(ByteBuffer valid, IntToLongFunction days) {
        return new ColumnValues(
                Kind.LOCAL_TIME,
                valid,
                i -> CellText.date(days.applyAsLong(i)),
                null,
                i -> days.applyAsLong(i) * MILLIS_A_DAY);
    }

    /**
     * @param perSecond how many units there are per second
     * @param zone the time zone of the texts; null for local times
     */
    static ColumnValues ofTimes(ByteBuffer valid, IntToLongFunction values, long perSecond, ZoneId zone) {
        return new ColumnValues(
                zone == null ? Kind.LOCAL_TIME : Kind.INSTANT,
                valid,
                i -> CellText.time(values.applyAsLong(i), perSecond, zone),
                null,
                i -> millis(values.applyAsLong(i), perSecond));
    }

    private static long millis(long value, long perSecond) {
        if (perSecond == 1) {
            return Math.abs(value) > Long.MAX_VALUE / 1000 ? NO_MILLIS : value * 1000;
        }
        long perMilli = perSecond / 1000;
        return value % perMilli == 0 ? value / perMilli : NO_MILLIS;
    }

    /** The values at these places, in this order; none of them may be null. */
    ColumnValues chosen(IntUnaryOperator places) {
        return new ColumnValues(
                kind,
                null,
                i -> texts.apply(places.applyAsInt(i)),
                numbers == null ? null : i -> numbers.applyAsDouble(places.applyAsInt(i)),
                millis == null ? null : i -> millis.applyAsLong(places.applyAsInt(i)));
    }

    boolean has(int at) {
        return valid == null || (valid.get(at >> 3) >> (at & 7) & 1) != 0;
    }

    /** The text of a value; empty for null. */
    String text(int at) {
        return has(at) ? texts.apply(at) : "";
    }
}
