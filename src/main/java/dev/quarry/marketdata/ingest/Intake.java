package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.BarSpacing;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.MovingSession;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.SeriesRaster.Reading;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.store.IncomingCandles;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the bars of a source by the rules: passes valid ones on, and counts and lists the others. */
public final class Intake implements CandleSink {

    private static final int NAMED = 100;
    private static final int NAMED_IN_MESSAGE = 3;
    private static final int ENOUGH_TO_JUDGE = 5;

    /** A bar that waits until the raster of its source is known. */
    private record Waiting(long line, long time, double open, double high, double low, double close, double volume) {}

    private final IngestionRequest request;
    private final long startedAt;
    private final Optional<SeriesRaster.Stored> stored;
    private final IncomingCandles candles;
    private final IntakeListener listener;
    private final List<RefusedLine> firstRefused = new ArrayList<>();
    private List<Waiting> first = new ArrayList<>();
    private SeriesRaster raster;
    private CandleRules rules;
    private long refused;
    private long outside;
    private long moved;
    private long clipped;
    private Long previousOpen;
    private long smallestStep = Long.MAX_VALUE;

    /**
     * @param startedAt milliseconds since the epoch by the database's clock; bars that end later are refused
     * @param stored what is stored of the series; empty when nothing is
     */
    public Intake(
            IngestionRequest request,
            long startedAt,
            Optional<SeriesRaster.Stored> stored,
            IncomingCandles candles,
            IntakeListener listener) {
        this.request = request;
        this.startedAt = startedAt;
        this.stored = stored;
        this.candles = candles;
        this.listener = listener;
    }

    /** Receives a bar. The first ones wait until there are enough to determine the raster of the source. */
    @Override
    public void candle(long line, long time, double open, double high, double low, double close, double volume) {
        listener.checkpoint();
        if (raster != null) {
            take(line, time, open, high, low, close, volume);
            return;
        }
        first.add(new Waiting(line, time, open, high, low, close, volume));
        if (first.size() == SeriesRaster.enoughTimes(request.series().timeframe())) {
            takeFirst();
        }
    }

    /** To be called when the source has ended. */
    public void finish() {
        if (raster == null) {
            takeFirst();
        }
        if (moved > 0) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "%,d weeks are stamped on another day than the rest; each was put under its own.",
                    moved));
        }
        if (clipped > 0) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "In %,d bars the high or the low missed another price of the bar by rounding only; it was set to that price.",
                    clipped));
        }
    }

    /** @throws JobFailedException when another import has set another raster for the series meanwhile */
    void requireRasterOf(StoredSeries locked) {
        locked.opens().ifPresent(now -> {
            if (!raster.raster().isOpen(now.first()) || !raster.raster().isOpen(now.last())) {
                throw new JobFailedException(
                        "Another import has just stored bars of the series that open at other times; import these again.");
            }
        });
    }

    /** The local time at which the bars open, where summer time moves them; null where it does not. */
    MovingSession session() {
        return raster.session();
    }

    private void takeFirst() {
        long[] times = first.stream().mapToLong(Waiting::time).toArray();
        try {
            raster = SeriesRaster.of(request.series().timeframe(), times, stored, request.zone());
        } catch (SeriesRaster.MismatchException e) {
            throw new JobFailedException(e.getMessage());
        }
        raster.warnings().forEach(listener::warn);
        rules = new CandleRules(raster.raster(), startedAt);
        List<Waiting> waited = first;
        first = List.of();
        waited.forEach(
                bar -> take(bar.line(), bar.time(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume()));
    }

    private void take(long line, long time, double open, double high, double low, double close, double volume) {
        long openTime = raster.open(time);
        double highest = CandleRules.roundedUp(high, open, low, close);
        double lowest = CandleRules.roundedDown(low, open, high, close);
        String fault = rules.fault(openTime, open, highest, lowest, close, volume);
        if (fault != null) {
            refused(line, fault);
        } else if (!request.wants(openTime)) {
            outside++;
        } else {
            moved +=
                    raster.timeframe() == Timeframe.W1 && openTime != time && raster.reading() == Reading.OPENS ? 1 : 0;
            clipped += highest != high || lowest != low ? 1 : 0;
            noteStep(openTime);
            candles.add(line, openTime, open, highest, lowest, close, volume);
        }
    }

    @Override
    public void noTrade(long openTime) {
        noteStep(openTime);
    }

    private void noteStep(long openTime) {
        if (previousOpen != null && openTime != previousOpen) {
            smallestStep = Math.min(smallestStep, Math.abs(openTime - previousOpen));
        }
        previousOpen = openTime;
    }

    @Override
    public void warning(String sentence) {
        listener.warn(sentence);
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
        listener.progress(
                done,
                total,
                String.format(Locale.ROOT, "Read %,d bars, refused %,d lines", candles.size() + outside, refused));
    }

    public long refused() {
        return refused;
    }

    long outside() {
        return outside;
    }

    public List<RefusedLine> firstRefused() {
        return List.copyOf(firstRefused);
    }

    /**
     * Decides whether these are the requested bars. Wrong columns, prices or a wrong timeframe show in most of the
     * lines; then even the valid lines mean nothing.
     *
     * @throws JobFailedException when nothing may be stored
     */
    public void requireUsable() {
        requireBars();
        requireTimeframe();
        long contradicted = candles.contradicted();
        if (contradicted > 0) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "%,d times come more than once with different values; of each the last one counts.",
                    contradicted));
        }
    }

    private void requireBars() {
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
    }

    /**
     * Refuses bars of a longer timeframe: hourly bars, for example, all open on the raster of 30 minutes. A few bars
     * are not enough to decide.
     */
    private void requireTimeframe() {
        Timeframe timeframe = request.series().timeframe();
        if (smallestStep <= timeframe.millis() || candles.size() < ENOUGH_TO_JUDGE) {
            return;
        }
        candles.smallestStep().ifPresent(step -> {
            if (step > timeframe.millis()) {
                throw new JobFailedException(String.format(
                        Locale.ROOT,
                        "The bars are at least %s apart, so they are no %s bars and nothing was stored.",
                        BarSpacing.spoken(step),
                        timeframe.code()));
            }
        });
    }

    /** The first of them with their reasons, as part of a sentence. */
    static String reasons(List<RefusedLine> refused) {
        return refused.stream()
                .limit(NAMED_IN_MESSAGE)
                .map(RefusedLine::toString)
                .collect(Collectors.joining("; "));
    }
}
