package dev.quarry.marketdata;

import dev.quarry.series.Timeframe;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Checks how far the bars of a source are apart. */
public final class BarSpacing {

    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final int ENOUGH = 3;

    private BarSpacing() {}

    /** Refuses shorter bars that lie on the raster of longer ones, since each would be taken for a whole longer bar. */
    static void require(Timeframe timeframe, long[] sorted) {
        Map<Long, Integer> steps = new HashMap<>();
        for (int i = 1; i < sorted.length; i++) {
            steps.merge(sorted[i] - sorted[i - 1], 1, Integer::sum);
        }
        long typical = mostFrequent(steps);
        if (sorted.length > ENOUGH
                && typical < timeframe.millis()
                && steps.get(typical) * 2 > sorted.length - 1
                && timeframe.millis() % typical == 0) {
            throw new SeriesRaster.MismatchException(String.format(
                    Locale.ROOT,
                    "The bars are %s apart, so their times are not the opens of %s bars and nothing was stored.",
                    spoken(typical),
                    timeframe.code()));
        }
    }

    /** A distance between bars in words: in minutes, and as the timeframe that it equals. */
    public static String spoken(long millis) {
        if (millis >= 28 * DAY && millis <= 31 * DAY) {
            return duration(millis) + " (a month; months are not kept)";
        }
        return Arrays.stream(Timeframe.values())
                .filter(timeframe -> timeframe.millis() == millis)
                .findFirst()
                .map(timeframe -> duration(millis) + " (" + timeframe.code() + ")")
                .orElseGet(() -> duration(millis));
    }

    static long mostFrequent(Map<Long, Integer> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.<Long, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(Long.MAX_VALUE);
    }

    /** A duration in minutes, or in shorter units. */
    public static String duration(long millis) {
        if (millis % MINUTE == 0) {
            return millis / MINUTE + (millis == MINUTE ? " minute" : " minutes");
        }
        return millis % 1000 == 0 ? millis / 1000 + " seconds" : millis + " milliseconds";
    }
}
