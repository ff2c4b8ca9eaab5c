package dev.quarry.marketdata;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.Arrays;

/**
 * Bars of a longer timeframe made of shorter ones: the first open, the highest high, the lowest low, the last close,
 * the sum of the volumes. A long bar is made of those of its short bars that exist; without any there is no long bar.
 * {@link BarCoverage} says which ones are complete.
 */
public final class Resampling {

    private final Timeframe from;
    private final BarRaster raster;
    private int size;
    private long[] openTime = new long[64];
    private double[] open = new double[64];
    private double[] high = new double[64];
    private double[] low = new double[64];
    private double[] close = new double[64];
    private double[] volume = new double[64];
    private int[] count = new int[64];
    private long[] first = new long[64];
    private long[] last = new long[64];

    /**
     * Begins without bars, which are {@link #add added} in the order of time.
     *
     * @param raster where the long bars open
     * @throws IllegalArgumentException when it is not {@link #possible}
     */
    public Resampling(Timeframe from, BarRaster raster) {
        if (!possible(from, raster.timeframe())) {
            throw new IllegalArgumentException(
                    "no " + raster.timeframe().code() + " bars can be made of " + from.code() + " ones");
        }
        this.from = from;
        this.raster = raster;
    }

    /**
     * Whether bars of the longer timeframe can be made of the shorter one's: each long bar consists of whole short
     * ones.
     */
    public static boolean possible(Timeframe from, Timeframe to) {
        return to.millis() > from.millis() && to.millis() % from.millis() == 0;
    }

    /**
     * Resamples all bars, on the raster that follows from the short ones.
     *
     * @throws IllegalArgumentException when it is not {@link #possible}
     */
    public static Bars of(Bars bars, Timeframe timeframe) {
        BarRaster raster = bars.size() == 0
                ? BarRaster.standard(timeframe)
                : BarRaster.through(bars.timeframe(), bars.openTime()[0]).longer(timeframe);
        Resampling longer = new Resampling(bars.timeframe(), raster);
        longer.add(bars);
        return longer.bars();
    }

    /** Adds bars that follow those added before. */
    public void add(Bars bars) {
        for (int i = 0; i < bars.size(); i++) {
            add(bars, i);
        }
    }

    private void add(Bars bars, int i) {
        long opens = raster.floor(bars.openTime()[i]);
        if (size == 0 || openTime[size - 1] != opens) {
            if (size == openTime.length) {
                resize(Math.max(64, size * 2));
            }
            openTime[size] = opens;
            open[size] = bars.open()[i];
            high[size] = bars.high()[i];
            low[size] = bars.low()[i];
            first[size] = bars.openTime()[i] - opens;
            size++;
        }
        int bar = size - 1;
        high[bar] = Math.max(high[bar], bars.high()[i]);
        low[bar] = Math.min(low[bar], bars.low()[i]);
        close[bar] = bars.close()[i];
        volume[bar] += bars.volume()[i];
        count[bar]++;
        last[bar] = bars.openTime()[i] - opens;
    }

    /** The long bars made so far. */
    public Bars bars() {
        resize(size);
        return new Bars(raster.timeframe(), openTime, open, high, low, close, volume);
    }

    /** The coverage of each long bar. */
    public BarCoverage coverage() {
        resize(size);
        return BarCoverage.of(from, raster.timeframe(), openTime, count, first, last);
    }

    private void resize(int length) {
        openTime = Arrays.copyOf(openTime, length);
        open = Arrays.copyOf(open, openTime.length);
        high = Arrays.copyOf(high, openTime.length);
        low = Arrays.copyOf(low, openTime.length);
        close = Arrays.copyOf(close, openTime.length);
        volume = Arrays.copyOf(volume, openTime.length);
        count = Arrays.copyOf(count, openTime.length);
        first = Arrays.copyOf(first, openTime.length);
        last = Arrays.copyOf(last, openTime.length);
    }
}
