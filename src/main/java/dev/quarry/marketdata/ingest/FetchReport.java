package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.store.MergeCounts;
import java.util.ArrayList;
import java.util.List;

/** Collects the result of fetching. */
final class FetchReport {

    private static final int NAMED = 100;

    private final List<RefusedLine> firstRefused = new ArrayList<>();
    private final List<BarRange> unavailable = new ArrayList<>();
    private MergeCounts counts = MergeCounts.NONE;
    private long duplicates;
    private long refused;

    void add(CheckedPage page, MergeCounts merged) {
        counts = counts.plus(merged);
        duplicates += page.duplicates();
        refused += page.refused().size();
        page.refused().stream().limit(NAMED - firstRefused.size()).forEach(firstRefused::add);
    }

    /** Adds bars that the exchange does not offer. */
    void unavailable(BarRange range) {
        if (range.isEmpty()) {
            return;
        }
        int last = unavailable.size() - 1;
        if (last >= 0 && unavailable.get(last).to() == range.from()) {
            unavailable.set(last, new BarRange(unavailable.get(last).from(), range.to()));
        } else {
            unavailable.add(range);
        }
    }

    MergeCounts counts() {
        return counts;
    }

    long duplicates() {
        return duplicates;
    }

    long refused() {
        return refused;
    }

    List<RefusedLine> firstRefused() {
        return List.copyOf(firstRefused);
    }

    List<BarRange> unavailable() {
        return List.copyOf(unavailable);
    }
}
