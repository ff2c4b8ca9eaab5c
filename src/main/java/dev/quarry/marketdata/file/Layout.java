package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.BarTime;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.marketdata.file.text.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads the bars of one market from a file whose columns are known. Remembers the previous row; not thread-safe. */
final class Layout {

    /**
     * The places of a bar's fields in a row.
     *
     * @param count how many fields a row has; one with more or fewer is refused, since it is truncated or shifted
     * @param clock the time of day beside a date; -1: the time is in one field
     * @param volume -1: there is none
     * @param symbol the market of the row; -1: none is named
     */
    record Columns(int count, int time, int clock, int open, int high, int low, int close, int volume, int symbol) {

        /** In the order time, open, high, low, close, volume, then others. */
        static Columns standardOrder(int count) {
            return new Columns(count, 0, -1, 1, 2, 3, 4, 5, -1);
        }

        /** @throws BadLineException when the row is truncated or shifted; empty fields at its end do not count */
        void requireCount(List<String> fields) throws BadLineException {
            boolean blankBehind = fields.size() > count;
            for (int i = count; i < fields.size() && blankBehind; i++) {
                blankBehind = fields.get(i).isEmpty();
            }
            if (fields.size() != count && !blankBehind) {
                throw new BadLineException("has " + fields.size() + " fields instead of " + count);
            }
        }

        /** Whether a row contains no price at all. */
        boolean hasNoPrice(List<String> fields) {
            return Numbers.isMissing(fields.get(open))
                    && Numbers.isMissing(fields.get(high))
                    && Numbers.isMissing(fields.get(low))
                    && Numbers.isMissing(fields.get(close));
        }
    }

    private static final long REPEATED_WITHIN = 3_600_000;

    private final Columns columns;
    private final Numbers numbers;
    private final BarTime times;
    private final boolean missingVolumeIsZero;
    private final boolean warnOfLocalTimes;
    private long previousTime = Long.MIN_VALUE;
    private double previousOpen;
    private double previousClose;
    private boolean warned;

    Layout(LayoutDetection.Found found, TimeHabit habit, boolean missingVolumeIsZero) {
        this.columns = found.columns();
        this.numbers = found.numbers();
        this.times = habit.times();
        this.missingVolumeIsZero = missingVolumeIsZero;
        this.warnOfLocalTimes = habit.unzoned();
    }

    /** Passes the row's bar to the sink, or the reason why it is not a bar. Rows without any price are skipped. */
    void read(long line, List<String> fields, CandleSink sink) {
        try {
            if (columns.hasNoPrice(fields)) {
                noTrade(fields, sink);
                return;
            }
            long openTime = time(fields);
            double first = numbers.read(fields.get(columns.open()), "open");
            double highest = numbers.read(fields.get(columns.high()), "high");
            double lowest = numbers.read(fields.get(columns.low()), "low");
            double last = numbers.read(fields.get(columns.close()), "close");
            double traded = volume(fields);
            noteRepetition(line, () -> fields.get(columns.time()), openTime, first, last, sink);
            sink.candle(line, openTime, first, highest, lowest, last, traded);
        } catch (BadLineException e) {
            sink.refused(line, e.getMessage());
        }
    }

    /** Passes a bar that was read without its text to the sink. */
    void take(BinaryRows row, TypedBar bar, CandleSink sink) {
        noteRepetition(row.line(), () -> row.field(columns.time()), bar.openTime(), bar.open(), bar.close(), sink);
        sink.candle(row.line(), bar.openTime(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }

    private long time(List<String> fields) throws BadLineException {
        return columns.clock() < 0
                ? times.millis(fields.get(columns.time()))
                : times.millis(fields.get(columns.time()), fields.get(columns.clock()));
    }

    /** Reports a row without prices: a time without prices means that there was no trade, a blank row means nothing. */
    private void noTrade(List<String> fields, CandleSink sink) {
        try {
            sink.noTrade(time(fields));
        } catch (BadLineException e) {
            // a row without time and price, such as a total
        }
    }

    private double volume(List<String> fields) throws BadLineException {
        String field = columns.volume() < 0 ? "" : fields.get(columns.volume());
        if (Numbers.isMissing(field)) {
            if (missingVolumeIsZero) {
                return 0;
            }
            throw new BadLineException("has no volume (missing_volume=zero stores 0 for it)");
        }
        return numbers.readVolume(field, "volume");
    }

    /** Notices where local times show that clocks were put back: an hour occurs twice, with different prices. */
    private void noteRepetition(
            long line, Supplier<String> time, long openTime, double open, double close, CandleSink sink) {
        long back = previousTime - openTime;
        boolean other = open != previousOpen || close != previousClose;
        if (!warned && previousTime != Long.MIN_VALUE && other && (back == 0 || isClockSetBack(back))) {
            warned = true;
            sink.warning(String.format(
                    Locale.ROOT,
                    "The time %s (line %d) comes twice with different prices; the last of them counts.%s",
                    Fields.quoted(time.get()),
                    line,
                    warnOfLocalTimes
                            ? " Times without an offset were taken as UTC: if they are local times, where an hour comes twice"
                                    + " when summer time ends, send their time zone as time_zone, such as America/New_York."
                            : ""));
        }
        previousTime = openTime;
        previousOpen = open;
        previousClose = close;
    }

    /** Whether an ascending file steps back by less than an hour, as minute bars do then. */
    private boolean isClockSetBack(long back) {
        return warnOfLocalTimes && !times.isDescending() && back > 0 && back < REPEATED_WITHIN;
    }
}
