package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import java.util.List;

/**
 * Where the fields of a bar stand in a line.
 *
 * @param format what it was recognised as
 * @param delimiter what parts the fields
 * @param columns how many fields a line has; a line with more or fewer is refused, since it is cut or shifted
 */
record Layout(
        CandleFormat format,
        char delimiter,
        int columns,
        int time,
        int open,
        int high,
        int low,
        int close,
        int volume) {

    /** Columns in the order time, open, high, low, close, volume, then others. */
    static Layout usualOrder(CandleFormat format, char delimiter, int columns) {
        return new Layout(format, delimiter, columns, 0, 1, 2, 3, 4, 5);
    }

    /** Hands the line's bar to the sink, or the reason why it is none. */
    void read(long number, String line, CandleSink sink) {
        try {
            List<String> fields = Fields.split(line, delimiter);
            if (fields.size() != columns) {
                throw new BadLineException("has " + fields.size() + " fields instead of " + columns);
            }
            long openTime = BarTime.millis(fields.get(time));
            double first = Fields.number(fields.get(open), "open");
            double highest = Fields.number(fields.get(high), "high");
            double lowest = Fields.number(fields.get(low), "low");
            double last = Fields.number(fields.get(close), "close");
            double traded = Fields.number(fields.get(volume), "volume");
            sink.candle(number, openTime, first, highest, lowest, last, traded);
        } catch (BadLineException e) {
            sink.refused(number, e.getMessage());
        }
    }
}
