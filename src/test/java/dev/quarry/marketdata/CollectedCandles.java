package dev.quarry.marketdata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A sink that keeps everything, for small sources. */
public final class CollectedCandles implements CandleSink {

    /** A bar as it came. */
    public record Candle(long line, long openTime, double open, double high, double low, double close, double volume) {

        /** Open, high, low, close and volume of the bar that opens then, as if from line 0. */
        public static Candle at(String openTime, double open, double high, double low, double close, double volume) {
            return new Candle(0, Instant.parse(openTime).toEpochMilli(), open, high, low, close, volume);
        }

        Candle withoutLine() {
            return new Candle(0, openTime, open, high, low, close, volume);
        }
    }

    public final List<Candle> candles = new ArrayList<>();
    public final List<String> refused = new ArrayList<>();

    @Override
    public void candle(long line, long openTime, double open, double high, double low, double close, double volume) {
        candles.add(new Candle(line, openTime, open, high, low, close, volume));
    }

    @Override
    public void refused(long line, String reason) {
        refused.add(line + ": " + reason);
    }

    /** The bars in order of time, of repeated ones the last, without their lines. */
    public List<Candle> inOrder() {
        TreeMap<Long, Candle> byTime = new TreeMap<>();
        candles.forEach(candle -> byTime.put(candle.openTime(), candle.withoutLine()));
        return List.copyOf(byTime.values());
    }
}
