package dev.quarry.marketdata;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.Timeframe;
import java.util.Arrays;

/**
 * Bars of a longer timeframe made of shorter ones: the first open, the highest high, the lowest low, the last close, the
 * sum of the volumes. A long bar is made of those of its short ones that there are; where there is none, there is none.
 */
public final class Resampling {

    private int size;
    private final Timeframe timeframe;
    private final long[] openTime;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volume;

    private Resampling(Timeframe timeframe, int capacity) {
        this.timeframe = timeframe;
        openTime = new long[capacity];
        open = new double[capacity];
        high = new double[capacity];
        low = new double[capacity];
        close = new double[capacity];
        volume = new double[capacity];
    }

    /** True when bars of the one can be made of bars of the other: each long bar is whole short ones. */
    public static boolean possible(Timeframe from, Timeframe to) {
        return to.millis() > from.millis() && to.millis() % from.millis() == 0;
    }

    /** @throws IllegalArgumentException when it is not {@link #possible} */
    public static Bars of(Bars bars, Timeframe timeframe) {
        if (!possible(bars.timeframe(), timeframe)) {
            throw new IllegalArgumentException("no " + timeframe.code() + " bars can be made of "
                    + bars.timeframe().code() + " ones");
        }
        Resampling longer = new Resampling(timeframe, bars.size());
        for (int i = 0; i < bars.size(); i++) {
            longer.add(bars, i);
        }
        return longer.toBars();
    }

    private void add(Bars bars, int i) {
        long opens = BarRaster.floor(timeframe, bars.openTime()[i]);
        if (size == 0 || openTime[size - 1] != opens) {
            openTime[size] = opens;
            open[size] = bars.open()[i];
            high[size] = bars.high()[i];
            low[size] = bars.low()[i];
            size++;
        }
        int bar = size - 1;
        high[bar] = Math.max(high[bar], bars.high()[i]);
        low[bar] = Math.min(low[bar], bars.low()[i]);
        close[bar] = bars.close()[i];
        volume[bar] += bars.volume()[i];
    }

    private Bars toBars() {
        return new Bars(
                timeframe,
                Arrays.copyOf(openTime, size),
                Arrays.copyOf(open, size),
                Arrays.copyOf(high, size),
                Arrays.copyOf(low, size),
                Arrays.copyOf(close, size),
                Arrays.copyOf(volume, size));
    }
}
