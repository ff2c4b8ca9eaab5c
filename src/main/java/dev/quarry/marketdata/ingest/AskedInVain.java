package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ranges that were just requested from an exchange in vain, at least in part: for two minutes, requests for them
 * enqueue no further job and use what is stored. A node remembers one range of each of the series that were requested
 * last.
 */
final class AskedInVain {

    private static final long MEMORY_MILLIS = 120_000;
    private static final int MAX_SERIES = 1_000;

    private final Map<Series, Asked> asked = new LinkedHashMap<>();

    /** The part of a range that is worth requesting; possibly empty. */
    synchronized BarRange worthAsking(Series series, BarRange range, long now) {
        Asked before = asked.get(series);
        return before != null && before.covers(range.from(), now)
                ? new BarRange(Math.max(range.from(), before.range().to()), range.to())
                : range;
    }

    /** Remembers a range that was requested and did not arrive in full. */
    synchronized void remember(Series series, BarRange range, long now) {
        Asked before = asked.remove(series);
        boolean goesOn = before != null
                && before.covers(range.from(), now)
                && range.from() <= before.range().to();
        asked.put(
                series,
                goesOn
                        ? new Asked(new BarRange(before.range().from(), range.to()), before.at())
                        : new Asked(range, now));
        if (asked.size() > MAX_SERIES) {
            asked.remove(asked.keySet().iterator().next());
        }
    }

    private record Asked(BarRange range, long at) {

        /** Whether a range that begins at that time begins within this one, which was requested recently. */
        boolean covers(long from, long now) {
            return now - at < MEMORY_MILLIS && from >= range.from();
        }
    }
}
