package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;

/**
 * The rules for bars that may be stored: finite positive prices, the high above and the low below the others, no
 * negative volume, an open time on the raster of its series, and an end in the past, since a bar that is still changing
 * is not final.
 */
public final class CandleRules {

    private static final double ROUNDING = 1e-9;

    private final BarRaster raster;
    private final long now;

    /**
     * Rules for a series on the raster of exchanges.
     * @param now milliseconds since the epoch; bars that end later are refused
     */
    public CandleRules(Timeframe timeframe, long now) {
        this(BarRaster.standard(timeframe), now);
    }

    /**
     * @param raster where the bars of the series open
     * @param now milliseconds since the epoch; bars that end later are refused
     */
    public CandleRules(BarRaster raster, long now) {
        this.raster = raster;
        this.now = now;
    }

    /** Why the bar must not be stored; null when it may. */
    public String fault(long openTime, double open, double high, double low, double close, double volume) {
        if (!Double.isFinite(open) || !Double.isFinite(high) || !Double.isFinite(low) || !Double.isFinite(close)) {
            return "a price is not a finite number";
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
        if (!Double.isFinite(volume) || volume < 0) {
            return "the volume is not a number of at least zero";
        }
        if (!raster.isOpen(openTime)) {
            return "the time is not the open of a " + raster.timeframe().code() + " bar";
        }
        if (openTime > now - raster.timeframe().millis()) {
            return "the bar has not ended yet";
        }
        return null;
    }

    /**
     * The high, raised to the highest of the other prices where it misses that by rounding only, as prices do that were
     * adjusted by a factor: by up to a part in 1e9.
     */
    public static double roundedUp(double high, double open, double low, double close) {
        double highest = Math.max(Math.max(open, close), low);
        return high < highest && highest - high <= ROUNDING * highest ? highest : high;
    }

    /** The low, lowered to the lowest of the other prices in the same way. */
    public static double roundedDown(double low, double open, double high, double close) {
        double lowest = Math.min(Math.min(open, close), high);
        return low > lowest && low - lowest <= ROUNDING * lowest ? lowest : low;
    }
}
