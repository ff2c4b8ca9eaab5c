package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.ingest.Intake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bars of one market in the first part of a file, kept until their timeframe is known. */
final class PreviewedBars implements CandleSink {

    private static final int REFUSED_KEPT = 100;

    /** A bar and its line. */
    record Row(long line, long time, double open, double high, double low, double close, double volume) {}

    private final PreviewLimit limit;
    private final List<Row> rows = new ArrayList<>();
    private final List<RefusedLine> refused = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long refusedCount;

    PreviewedBars(PreviewLimit limit) {
        this.limit = limit;
    }

    @Override
    public void candle(long line, long openTime, double open, double high, double low, double close, double volume) {
        rows.add(new Row(line, openTime, open, high, low, close, volume));
        limit.count();
    }

    @Override
    public void noTrade(long openTime) {
        limit.count();
    }

    @Override
    public void refused(long line, String reason) {
        refusedCount++;
        if (refused.size() < REFUSED_KEPT) {
            refused.add(new RefusedLine(line, reason));
        }
        limit.count();
    }

    @Override
    public void warning(String sentence) {
        warnings.add(sentence);
    }

    @Override
    public void at(long done, long total) {
        limit.check();
    }

    int size() {
        return rows.size();
    }

    List<RefusedLine> refused() {
        return refused;
    }

    long refusedCount() {
        return refusedCount;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Passes everything to an intake, as reading the file would have done. */
    void replay(Intake intake) {
        refused.forEach(one -> intake.refused(one.line(), one.reason()));
        for (long i = refused.size(); i < refusedCount; i++) {
            intake.refused(0, "");
        }
        rows.forEach(row ->
                intake.candle(row.line(), row.time(), row.open(), row.high(), row.low(), row.close(), row.volume()));
        intake.finish();
    }

    /** The most frequent step between successive bars; empty with fewer than two times. */
    Optional<Long> typicalStep() {
        long[] times = rows.stream().mapToLong(Row::time).sorted().distinct().toArray();
        Map<Long, Integer> steps = new HashMap<>();
        for (int i = 1; i < times.length; i++) {
            steps.merge(times[i] - times[i - 1], 1, Integer::sum);
        }
        return steps.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.<Long, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }
}
