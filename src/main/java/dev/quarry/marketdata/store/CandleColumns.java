package dev.quarry.marketdata.store;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.Arrays;

/** Columns that grow while bars are read. */
final class CandleColumns {

    private int size;
    private long[] openTime = new long[1024];
    private double[] open = new double[1024];
    private double[] high = new double[1024];
    private double[] low = new double[1024];
    private double[] close = new double[1024];
    private double[] volume = new double[1024];

    void add(long time, double first, double highest, double lowest, double last, double traded) {
        if (size == openTime.length) {
            resize(size * 2);
        }
        openTime[size] = time;
        open[size] = first;
        high[size] = highest;
        low[size] = lowest;
        close[size] = last;
        volume[size] = traded;
        size++;
    }

    Bars toBars(Timeframe timeframe) {
        resize(size);
        return new Bars(timeframe, openTime, open, high, low, close, volume);
    }

    private void resize(int length) {
        openTime = Arrays.copyOf(openTime, length);
        open = Arrays.copyOf(open, length);
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        close = Arrays.copyOf(close, length);
        volume = Arrays.copyOf(volume, length);
    }
}
