package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.store.CandleBatch;
import java.util.ArrayList;
import java.util.List;

/** The bars of one of the series in a file. When it cannot be stored, the others still are. */
final class SeriesIntake implements CandleSink {

    /**
     * How many bits of a line's number are its line within a part of the series: of two bars with the same time that of
     * the later part counts.
     */
    private static final int LINE_BITS = 40;

    private final IngestionRequest request;
    private final CandleBatch batch;
    private final Intake intake;
    private final List<String> parts = new ArrayList<>();
    private String error;

    /** @param request the request for this series alone */
    SeriesIntake(IngestionRequest request, CandleBatch batch, Intake intake) {
        this.request = request;
        this.batch = batch;
        this.intake = intake;
    }

    /** The following bars are from that file of the archive. */
    void beginPart(String name) {
        parts.add(name);
    }

    IngestionRequest request() {
        return request;
    }

    CandleBatch batch() {
        return batch;
    }

    Intake intake() {
        return intake;
    }

    /** Why it will not be stored; null as long as it is valid. */
    String error() {
        return error;
    }

    /** Marks it as not to be stored, with the reason. */
    void fail(String why) {
        error = error == null ? why : error;
    }

    @Override
    public void candle(long line, long openTime, double open, double high, double low, double close, double volume) {
        unlessFailed(() -> intake.candle(numbered(line), openTime, open, high, low, close, volume));
    }

    @Override
    public void noTrade(long openTime) {
        unlessFailed(() -> intake.noTrade(openTime));
    }

    @Override
    public void refused(long line, String reason) {
        intake.refused(numbered(line), reason);
    }

    @Override
    public void warning(String sentence) {
        intake.warning(sentence);
    }

    /** To be called when the file has ended and its bars are in the batch. */
    void finish() {
        unlessFailed(intake::finish);
        batch.flush();
        unlessFailed(intake::requireUsable);
    }

    /** Its first refused lines, with their numbers in their own file. */
    List<RefusedLine> refused() {
        return intake.firstRefused().stream()
                .map(one -> new RefusedLine(
                        one.line() & (1L << LINE_BITS) - 1,
                        (parts.isEmpty() ? request.symbol() : parts.get((int) (one.line() >> LINE_BITS))) + ": "
                                + one.reason()))
                .toList();
    }

    private long numbered(long line) {
        return ((long) Math.max(0, parts.size() - 1) << LINE_BITS) + line;
    }

    private void unlessFailed(Runnable step) {
        if (error == null) {
            try {
                step.run();
            } catch (JobFailedException e) {
                error = e.getMessage();
            }
        }
    }
}
