package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A range of time that consists of whole bars.
 *
 * @param from open of its first bar, milliseconds since the epoch
 * @param to where its last bar ends, exclusive
 */
public record BarRange(long from, long to) {

    public boolean isEmpty() {
        return to <= from;
    }

    /** How many bars of that timeframe fit into it. */
    public long bars(Timeframe timeframe) {
        return isEmpty() ? 0 : (to - from) / timeframe.millis();
    }

    /** The part that lies within the other range; possibly empty. */
    public BarRange within(BarRange other) {
        return new BarRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** Both ends, for messages to users. */
    @Override
    public String toString() {
        return text(from) + " to " + text(to);
    }

    private static String text(long time) {
        return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
