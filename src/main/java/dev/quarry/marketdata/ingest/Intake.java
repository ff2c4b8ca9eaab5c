package dev.quarry.marketdata.ingest;

import dev.quarry.backtest.Timeframe;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.store.IncomingCandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What comes from a source, held against the rules: good bars passed on, the rest counted and named. */
final class Intake implements CandleSink {

    private static final int NAMED = 100;
    private static final int NAMED_IN_MESSAGE = 3;
    private static final int ENOUGH_TO_JUDGE = 10;

    private final IngestionRequest request;
    private final CandleRules rules;
    private final IncomingCandles candles;
    private final JobContext job;
    private final List<RefusedLine> firstRefused = new ArrayList<>();
    private long refused;
    private long outside;
    private long previousOpen;
    private long smallestStep = Long.MAX_VALUE;

    Intake(IngestionRequest request, CandleRules rules, IncomingCandles candles, JobContext job) {
        this.request = request;
        this.rules = rules;
        this.candles = candles;
        this.job = job;
    }

    @Override
    public void candle(long line, long openTime, double open, double high, double low, double close, double volume) {
        job.checkpoint();
        String fault = rules.fault(openTime, open, high, low, close, volume);
        if (fault != null) {
            refused(line, fault);
        } else if (!request.wants(openTime)) {
            outside++;
        } else {
            if (candles.size() > 0 && openTime != previousOpen) {
                smallestStep = Math.min(smallestStep, Math.abs(openTime - previousOpen));
            }
            previousOpen = openTime;
            candles.add(line, openTime, open, high, low, close, volume);
        }
    }

    @Override
    public void refused(long line, String reason) {
        refused++;
        if (firstRefused.size() < NAMED) {
            firstRefused.add(new RefusedLine(line, reason));
        }
    }

    @Override
    public void at(long done, long total) {
        job.progress(
                done,
                total,
                String.format(Locale.ROOT, "Read %,d bars, refused %,d lines", candles.size() + outside, refused));
    }

    long refused() {
        return refused;
    }

    long outside() {
        return outside;
    }

    List<RefusedLine> firstRefused() {
        return List.copyOf(firstRefused);
    }

    /**
     * Decides whether this is what was asked for. Wrong columns, prices or a wrong timeframe show in most of the lines;
     * then even the lines that pass mean nothing.
     *
     * @throws JobFailedException when nothing must be stored
     */
    void requireUsable() {
        if (refused > candles.size() + outside) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "%,d of %,d lines are no %s bars, so nothing was stored. The first: %s.",
                    refused,
                    refused + candles.size() + outside,
                    request.timeframe(),
                    reasons(firstRefused)));
        }
        if (candles.size() == 0) {
            throw new JobFailedException(
                    outside > 0 ? "No bar lies in the requested range." : "There are no bars to store.");
        }
        requireTimeframe();
    }

    /** Hourly bars all open on the raster of 30 minutes, yet they are not 30-minute bars. A few bars prove nothing. */
    private void requireTimeframe() {
        Timeframe timeframe = request.series().timeframe();
        if (smallestStep <= timeframe.millis() || candles.size() < ENOUGH_TO_JUDGE) {
            return;
        }
        candles.smallestStep().ifPresent(step -> {
            if (step > timeframe.millis()) {
                throw new JobFailedException(String.format(
                        Locale.ROOT,
                        "The bars are at least %d minutes apart, so they are no %s bars and nothing was stored.",
                        step / 60_000,
                        timeframe.code()));
            }
        });
    }

    /** The first of them, as a sentence names them. */
    static String reasons(List<RefusedLine> refused) {
        return refused.stream()
                .limit(NAMED_IN_MESSAGE)
                .map(RefusedLine::toString)
                .collect(Collectors.joining("; "));
    }
}
