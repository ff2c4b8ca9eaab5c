package dev.quarry.marketdata.ingest.preview;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.Intake;
import dev.quarry.marketdata.ingest.IntakeListener;
import dev.quarry.marketdata.ingest.preview.PricePreview.Bar;
import dev.quarry.marketdata.store.IncomingCandles;
import dev.quarry.platform.json.Timestamps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Checks previewed bars by the rules of an import, in memory. */
final class PreviewIntake implements IncomingCandles, IntakeListener {

    private static final int SHOWN = 5;

    private final TreeMap<Long, Bar> bars = new TreeMap<>();
    private final Set<Long> contradicted = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final Intake intake;
    private String refusal;
    private long size;

    /**
     * @param request with the symbol and the timeframe of the bars
     * @param now bars that end later are refused; milliseconds since the epoch
     * @param stored what is stored of the series; empty when nothing is
     */
    PreviewIntake(IngestionRequest request, PreviewedBars previewed, long now, Optional<SeriesRaster.Stored> stored) {
        intake = new Intake(request, now, stored, this, this);
        try {
            previewed.replay(intake);
            intake.requireUsable();
        } catch (JobFailedException e) {
            refusal = e.getMessage();
        }
    }

    @Override
    public void add(long line, long openTime, double open, double high, double low, double close, double volume) {
        size++;
        Bar bar = new Bar(Timestamps.utc(openTime), open, high, low, close, volume);
        Bar before = bars.put(openTime, bar);
        if (before != null && !before.equals(bar)) {
            contradicted.add(openTime);
        }
    }

    @Override
    public long contradicted() {
        return contradicted.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long firstOpen() {
        return bars.isEmpty() ? Long.MAX_VALUE : bars.firstKey();
    }

    @Override
    public long lastOpen() {
        return bars.isEmpty() ? Long.MIN_VALUE : bars.lastKey();
    }

    @Override
    public OptionalLong smallestStep() {
        long least = Long.MAX_VALUE;
        Long before = null;
        for (long open : bars.keySet()) {
            least = before == null ? least : Math.min(least, open - before);
            before = open;
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    /** How many different bars would be stored. */
    int bars() {
        return refusal == null ? bars.size() : 0;
    }

    List<Bar> first() {
        return bars.values().stream().limit(SHOWN).toList();
    }

    List<Bar> last() {
        return bars.values().stream().skip(Math.max(0, bars.size() - SHOWN)).toList();
    }

    /** Why nothing would be stored; null when it would. */
    String refusal() {
        return refusal;
    }

    Intake intake() {
        return intake;
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    @Override
    public void checkpoint() {
        // what is read is bounded
    }

    @Override
    public void progress(long done, long total, String message) {
        // nobody watches
    }
}
