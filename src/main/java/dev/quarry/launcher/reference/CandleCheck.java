package dev.quarry.launcher.reference;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for bars that may be stored: those of the application's {@code CandleRules}, which the launcher does not
 * have. A test compares the two.
 */
final class CandleCheck {

    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;
    private static final double ROUNDING = 1e-9;

    private static final Map<String, Long> MINUTES = Map.ofEntries(
            Map.entry("1m", 1L),
            Map.entry("3m", 3L),
            Map.entry("5m", 5L),
            Map.entry("15m", 15L),
            Map.entry("30m", 30L),
            Map.entry("1h", 60L),
            Map.entry("2h", 120L),
            Map.entry("4h", 240L),
            Map.entry("6h", 360L),
            Map.entry("12h", 720L),
            Map.entry("1d", 1_440L),
            Map.entry("3d", 4_320L),
            Map.entry("1w", 10_080L));

    private final long step;
    private final long now;
    private long anchor;
    private boolean anchored;

    /**
     * @param timeframe one that {@link #timeframe} returned
     * @param anchor the open of a stored bar, milliseconds since the epoch; null without one
     * @param now milliseconds since the epoch
     */
    CandleCheck(String timeframe, Long anchor, long now) {
        this.step = MINUTES.get(timeframe) * MINUTE;
        this.now = now;
        this.anchored = step <= DAY || anchor != null;
        this.anchor = step <= DAY || anchor == null ? 0 : anchor;
    }

    /**
     * The timeframe as Quarry writes it; empty for one that Quarry does not have, such as a month, written with a
     * capital M.
     */
    static Optional<String> timeframe(String text) {
        String code = text == null ? "" : text.strip();
        return code.endsWith("M")
                ? Optional.empty()
                : Optional.of(code.toLowerCase(Locale.ROOT)).filter(MINUTES::containsKey);
    }

    /** Why the bar must not be stored; null when it may. A null argument is a missing value. */
    String fault(Long openTime, Double open, Double high, Double low, Double close, Double volume) {
        if (openTime == null || !finite(open) || !finite(high) || !finite(low) || !finite(close)) {
            return "a price or the time is missing or not a finite number";
        }
        if (open <= 0 || high <= 0 || low <= 0 || close <= 0) {
            return "a price is not above zero";
        }
        if (high < low || high < open || high < close) {
            return "the high is below another price of the bar";
        }
        if (low > open || low > close) {
            return "the low is above another price of the bar";
        }
        if (!finite(volume) || volume < 0) {
            return "the volume is not a number of at least zero";
        }
        if (!onRaster(openTime)) {
            return "the time is not the open of a bar of the timeframe";
        }
        return openTime > now - step ? "the bar has not ended yet" : null;
    }

    /** The high, raised to the highest of the other prices where it misses that by rounding only: a part in 1e9. */
    static Double roundedUp(Double high, Double open, Double low, Double close) {
        if (!finite(high) || !finite(open) || !finite(low) || !finite(close)) {
            return high;
        }
        double highest = Math.max(Math.max(open, close), low);
        return high < highest && highest - high <= ROUNDING * highest ? Double.valueOf(highest) : high;
    }

    /** The low, lowered in the same way. */
    static Double roundedDown(Double low, Double open, Double high, Double close) {
        if (!finite(low) || !finite(open) || !finite(high) || !finite(close)) {
            return low;
        }
        double lowest = Math.min(Math.min(open, close), high);
        return low > lowest && low - lowest <= ROUNDING * lowest ? Double.valueOf(lowest) : low;
    }

    private static boolean finite(Double value) {
        return value != null && Double.isFinite(value);
    }

    private boolean onRaster(long openTime) {
        if (!anchored) {
            if (openTime % DAY != 0) {
                return false;
            }
            anchor = openTime;
            anchored = true;
        }
        return (openTime - anchor) % step == 0;
    }
}
