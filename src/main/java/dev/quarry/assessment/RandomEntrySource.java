package dev.quarry.assessment;

import dev.quarry.backtest.EntrySource;
import dev.quarry.backtest.Side;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A given number of entries by direction at bars drawn without replacement, every choice being equally likely. One that
 * falls where no entry is allowed (a position is open, the day's loss limit is reached) waits until one is, so that no
 * entry is lost but at the end of the series.
 */
final class RandomEntrySource implements EntrySource {

    /** Twice the bar, plus one for a long; ascending. */
    private final int[] entries;

    private int next;

    /**
     * @param bars the bars to draw from, in any order; is reordered, which does no harm to the next draw
     * @param shorts entries of that side; with {@code longs} no more than there are bars
     */
    RandomEntrySource(int[] bars, int shorts, int longs, SplittableRandom random) {
        this.entries = new int[shorts + longs];
        for (int k = 0; k < entries.length; k++) {
            int other = k + random.nextInt(bars.length - k);
            int drawn = bars[other];
            bars[other] = bars[k];
            bars[k] = drawn;
            entries[k] = 2 * drawn + (k < shorts ? 0 : 1);
        }
        Arrays.sort(entries);
    }

    @Override
    public Optional<Side> at(int bar) {
        if (next == entries.length || entries[next] >> 1 > bar) {
            return Optional.empty();
        }
        return Optional.of((entries[next++] & 1) == 0 ? Side.SHORT : Side.LONG);
    }
}
