package dev.quarry.marketdata;

import dev.quarry.backtest.Timeframe;

/**
 * What a bar must be to be stored: finite positive prices, the high above and the low below the others, no negative
 * volume, an open time on the timeframe's raster, and an end: a bar that is still moving is not a fact.
 *
 * <p>The raster of timeframes up to a day starts at the epoch. Sources disagree on where bars of three days or a week
 * start, so these may open at any UTC midnight, and the first one seen sets the raster for the rest: a daily file
 * taken for a weekly one does not pass.
 */
public final class CandleRules {

    private static final long DAY = Timeframe.D1.millis();

    private final Timeframe timeframe;
    private final long now;
    private long anchor;
    private boolean anchored;

    /** @param now milliseconds since the epoch; bars that end later are refused */
    public CandleRules(Timeframe timeframe, long now) {
        this.timeframe = timeframe;
        this.now = now;
        this.anchored = timeframe.millis() <= DAY;
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
        if (!onRaster(openTime)) {
            return "the time is not the open of a " + timeframe.code() + " bar";
        }
        if (openTime > now - timeframe.millis()) {
            return "the bar has not ended yet";
        }
        return null;
    }

    private boolean onRaster(long openTime) {
        if (!anchored) {
            if (openTime % DAY != 0) {
                return false;
            }
            anchor = openTime;
            anchored = true;
        }
        return (openTime - anchor) % timeframe.millis() == 0;
    }
}
