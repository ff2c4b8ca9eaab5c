package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.ColumnValues.Kind;
import dev.quarry.marketdata.file.Layout.Columns;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The bar of a row of typed columns, read without its text. Only unambiguous values are read so, with the same result
 * as from their text; every other row is read as text, where it is understood or refused. Not thread-safe.
 */
final class TypedBar {

    private static final long EARLIEST = Instant.parse("0001-01-03T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-29T00:00:00Z").toEpochMilli();

    private final Columns columns;
    private final boolean missingVolumeIsZero;
    private final boolean possible;
    private final boolean localIsUtc;
    private long openTime;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;

    TypedBar(Look look) {
        LayoutDetection.Found found = look.found();
        this.columns = look.columns();
        this.missingVolumeIsZero = look.missingVolumeIsZero();
        boolean namesArePrices = !found.header().isEmpty()
                && found.numbers().isNumber(found.header().get(columns.open()));
        this.possible = columns.clock() < 0 && !look.habit().ownDates() && !namesArePrices;
        this.localIsUtc = look.habit().zone() == ZoneOffset.UTC;
    }

    /** Reads the table's current row; false when its text is to be read instead. */
    boolean read(BinaryTable table) {
        if (!possible || table.names().size() != columns.count()) {
            return false;
        }
        openTime = time(table);
        open = number(table, columns.open());
        high = number(table, columns.high());
        low = number(table, columns.low());
        close = number(table, columns.close());
        volume = volume(table);
        return openTime >= EARLIEST
                && openTime <= LATEST
                && Double.isFinite(open)
                && Double.isFinite(high)
                && Double.isFinite(low)
                && Double.isFinite(close)
                && Double.isFinite(volume);
    }

    private long time(BinaryTable table) {
        int at = table.at(columns.time());
        if (at < 0) {
            return ColumnValues.NO_MILLIS;
        }
        ColumnValues values = table.values(columns.time());
        return switch (values.kind()) {
            case INSTANT -> values.millis().applyAsLong(at);
            case LOCAL_TIME -> localIsUtc ? values.millis().applyAsLong(at) : ColumnValues.NO_MILLIS;
            case WHOLE_NUMBER -> millis(values.millis().applyAsLong(at));
            default -> ColumnValues.NO_MILLIS;
        };
    }

    /**
     * The milliseconds of a count since 1970 whose number of digits determines its unit and which is not a date without
     * separators.
     */
    private static long millis(long count) {
        if (count < 100_000_000L) {
            return ColumnValues.NO_MILLIS;
        }
        return switch (digits(count)) {
            case 9, 10, 11 -> count * 1000;
            case 13 -> count;
            case 15, 16 -> count % 1000 == 0 ? count / 1000 : ColumnValues.NO_MILLIS;
            case 18, 19 -> count % 1_000_000 == 0 ? count / 1_000_000 : ColumnValues.NO_MILLIS;
            default -> ColumnValues.NO_MILLIS;
        };
    }

    private static int digits(long count) {
        int digits = 0;
        for (long rest = count; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private double volume(BinaryTable table) {
        return columns.volume() < 0 || table.at(columns.volume()) < 0
                ? missingVolumeIsZero ? 0 : Double.NaN
                : number(table, columns.volume());
    }

    /** The number in a column; NaN where there is none. */
    private static double number(BinaryTable table, int column) {
        int at = table.at(column);
        if (at < 0) {
            return Double.NaN;
        }
        ColumnValues values = table.values(column);
        return values.kind() == Kind.NUMBER || values.kind() == Kind.WHOLE_NUMBER
                ? values.numbers().applyAsDouble(at)
                : Double.NaN;
    }

    long openTime() {
        return openTime;
    }

    double open() {
        return open;
    }

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    double close() {
        return close;
    }

    double volume() {
        return volume;
    }
}
