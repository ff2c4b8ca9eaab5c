package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of bars.
 *
 * @param from open of its first bar, milliseconds since the epoch
 * @param to where its last bar ends, exclusive
 */
public record BarRange(long from, long to) {

    public boolean isEmpty() {
        return to <= from;
    }

    /** How many bars of that timeframe fit in. */
    public long bars(Timeframe timeframe) {
        return isEmpty() ? 0 : (to - from) / timeframe.millis();
    }

    /** The part of it that lies in the other one; possibly empty. */
    public BarRange within(BarRange other) {
        return new BarRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** Both ends as a user reads them. */
    @Override
    public String toString() {
        return text(from) + " to " + text(to);
    }

    private static String text(long time) {
        return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
