package dev.quarry.sweep.fast;

import dev.quarry.series.Bars;
import java.util.BitSet;

/**
 * The bars of a series on which some combination of a plan might enter, numbered from 0. Everything about entries is kept
 * for candidates only, which are a small part of the bars.
 */
final class Candidates {

    private static final long DAY_MILLIS = 24 * 3_600_000L;

    /** Bar of each candidate. */
    final int[] bar;
    /** First candidate on a later UTC day than each candidate's; the number of candidates if there is none. */
    final int[] nextDay;
    /** For each bar and the one behind the last: the first candidate on it or after it. */
    final int[] from;
    /** UTC day of each bar, numbered from 0 without gaps. */
    final int[] dayOfBar;

    final int barCount;

    Candidates(Bars bars, BitSet possible) {
        this.barCount = bars.size();
        this.bar = possible.stream().toArray();
        this.nextDay = new int[bar.length];
        this.from = new int[barCount + 1];
        this.dayOfBar = new int[barCount];
        long day = Long.MIN_VALUE;
        int number = -1;
        for (int i = 0; i < barCount; i++) {
            long barDay = Math.floorDiv(bars.openTime()[i], DAY_MILLIS);
            if (barDay != day) {
                day = barDay;
                number++;
            }
            dayOfBar[i] = number;
        }
        int next = bar.length;
        for (int i = barCount; i >= 0; i--) {
            if (next > 0 && bar[next - 1] == i) {
                next--;
            }
            from[i] = next;
        }
        int later = bar.length;
        for (int c = bar.length - 1; c >= 0; c--) {
            if (c + 1 < bar.length && dayOfBar[bar[c]] != dayOfBar[bar[c + 1]]) {
                later = c + 1;
            }
            nextDay[c] = later;
        }
    }

    int size() {
        return bar.length;
    }

    /** Words of a set of candidates; there is at least one spare bit, so that a search for the next one finds an end. */
    int words() {
        return bar.length / Long.SIZE + 1;
    }
}
