package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.Arrays;

/**
 * Bars of a longer timeframe made of shorter ones as prices do it: counted from the epoch, weeks from Monday, and as far off
 * that raster as the first of the short bars is off its own. A long bar is made of those of its short ones that there are.
 */
final class LongerBars {

    private static final long DAY = Timeframe.D1.millis();
    private static final long FIRST_MONDAY = 4 * DAY;

    private LongerBars() {}

    /** The long bars, the last of which may not have ended yet. */
    static Bars of(Bars bars, Timeframe longer) {
        int size = bars.size();
        long[] openTime = new long[size];
        double[][] columns = new double[5][size];
        long origin = size == 0 ? 0 : origin(bars, longer);
        int count = 0;
        for (int i = 0; i < size; i++) {
            long opens = Math.floorDiv(bars.openTime()[i] - origin, longer.millis()) * longer.millis() + origin;
            if (count == 0 || openTime[count - 1] != opens) {
                openTime[count] = opens;
                columns[0][count] = bars.open()[i];
                columns[1][count] = bars.high()[i];
                columns[2][count] = bars.low()[i];
                count++;
            }
            int bar = count - 1;
            columns[1][bar] = Math.max(columns[1][bar], bars.high()[i]);
            columns[2][bar] = Math.min(columns[2][bar], bars.low()[i]);
            columns[3][bar] = bars.close()[i];
            columns[4][bar] += bars.volume()[i];
        }
        int made = count;
        double[][] cut = Arrays.stream(columns)
                .map(column -> Arrays.copyOf(column, made))
                .toArray(double[][]::new);
        return new Bars(longer, Arrays.copyOf(openTime, made), cut[0], cut[1], cut[2], cut[3], cut[4]);
    }

    private static long origin(Bars bars, Timeframe longer) {
        long off = Math.floorMod(bars.openTime()[0], bars.timeframe().millis());
        // Days that begin in the second half of one of UTC mean the next, so their weeks begin on the evening before
        // Monday.
        long past = bars.timeframe() == Timeframe.D1 && off > DAY / 2 ? off - DAY : off;
        return (longer == Timeframe.W1 ? FIRST_MONDAY : 0) + past;
    }

    /** For each bar the last long one that has ended at its close; −1 where none has. */
    static int[] ended(Bars bars, Bars longer) {
        int[] last = new int[bars.size()];
        int ended = -1;
        for (int bar = 0; bar < last.length; bar++) {
            long close = bars.openTime()[bar] + bars.timeframe().millis();
            while (ended + 1 < longer.size()
                    && longer.openTime()[ended + 1] + longer.timeframe().millis() <= close) {
                ended++;
            }
            last[bar] = ended;
        }
        return last;
    }
}
