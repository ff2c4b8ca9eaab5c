package dev.quarry.marketdata;

import dev.quarry.series.Bars;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The funding rates of a perpetual contract.
 *
 * @param time when each payment fell due, milliseconds since the epoch, ascending
 * @param rate fractions of the notional that longs paid to shorts; negative: shorts to longs
 */
public record FundingRates(long[] time, double[] rate) {

    /**
     * The longest time between payments: contracts pay every eight hours, some every hour, so where a day has no
     * payment, rates are missing.
     */
    private static final long LONGEST_GAP = 24 * 3_600_000L;

    /** Where rates are missing for these bars, as a sentence; empty when none are missing. */
    public Optional<String> gap(Bars bars) {
        if (bars.size() == 0) {
            return Optional.empty();
        }
        long from = bars.openTime()[0];
        long end = bars.openTime()[bars.size() - 1] + bars.timeframe().millis();
        long before = from;
        for (long due : time) {
            if (due > from && due - before > LONGEST_GAP) {
                break;
            }
            before = Math.max(before, Math.min(due, end));
        }
        return end - before <= LONGEST_GAP
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "there is none for more than 24 hours after %s, and bars are tested to %s",
                        Instant.ofEpochMilli(before),
                        Instant.ofEpochMilli(end)));
    }

    /** For each bar the sum of the rates that fell due after the open of the first one and up to its close. */
    public double[] sums(Bars bars) {
        double[] sums = new double[bars.size()];
        double sum = 0;
        int next = 0;
        for (int i = 0; i < sums.length; i++) {
            long close = bars.openTime()[i] + bars.timeframe().millis();
            for (; next < time.length && time[next] <= close; next++) {
                sum += time[next] > bars.openTime()[0] ? rate[next] : 0;
            }
            sums[i] = sum;
        }
        return sums;
    }
}
