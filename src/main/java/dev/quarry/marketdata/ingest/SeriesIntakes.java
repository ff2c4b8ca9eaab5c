package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.MarketSinks;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStaging;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The series in one file, each with a batch of its own. Closing deletes what is staged. */
final class SeriesIntakes implements MarketSinks, AutoCloseable {

    private static final int MAX_SERIES = 1000;
    private static final int MAX_WARNINGS = 50;

    private final IngestionRequest request;
    private final CandleStaging staging;
    private final SeriesWriter writer;
    private final JobContext job;
    private final Map<String, SeriesIntake> bySeries = new TreeMap<>();
    private final List<SeriesOutcome> failed = new ArrayList<>();
    private CandleBatch first;
    private int warnings;
    private long refusedLines;

    SeriesIntakes(IngestionRequest request, CandleStaging staging, SeriesWriter writer, JobContext job) {
        this.request = request;
        this.staging = staging;
        this.writer = writer;
        this.job = job;
    }

    /** Receives what belongs to no series. */
    private final CandleSink file = new CandleSink() {
        @Override
        public void candle(long line, long time, double open, double high, double low, double close, double volume) {
            throw new IllegalStateException("a bar of no series");
        }

        @Override
        public void refused(long line, String reason) {
            refusedLines++;
            warn("Line " + line + " " + reason + ".");
        }

        @Override
        public void warning(String sentence) {
            warn(sentence);
        }

        @Override
        public void at(long done, long total) {
            job.progress(done, total, String.format(Locale.ROOT, "Read bars of %,d series", bySeries.size()));
        }
    };

    @Override
    public CandleSink file() {
        return file;
    }

    @Override
    public CandleSink of(String symbol) {
        return of(symbol, request.timeframe());
    }

    /** The intake of that series. */
    SeriesIntake of(String symbol, String timeframe) {
        return bySeries.computeIfAbsent(symbol.strip() + "\n" + timeframe, key -> begin(request.of(symbol, timeframe)));
    }

    private SeriesIntake begin(IngestionRequest one) {
        if (bySeries.size() == MAX_SERIES) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file holds more than %,d series, the most that one import takes; send it in parts.",
                    MAX_SERIES));
        }
        CandleBatch batch = first == null ? staging.open(job.jobId()) : staging.openBeside(first, job.jobId());
        first = first == null ? batch : first;
        SeriesIntake begun = new SeriesIntake(
                one,
                batch,
                new Intake(
                        one,
                        first.startedAt().toInstant().toEpochMilli(),
                        writer.stored(one.series()),
                        batch,
                        new Listener(one.symbol())));
        IngestionRequest.symbolFault(one.symbol()).ifPresent(fault -> begun.fail("The symbol " + fault + "."));
        return begun;
    }

    /** Leaves a part of the file out, with the reason. */
    void leaveAside(String symbol, String timeframe, String why) {
        failed.add(SeriesOutcome.failed(symbol, timeframe, why, 0));
    }

    /** To be called when the file has been read. */
    void finish() {
        bySeries.values().forEach(SeriesIntake::finish);
        if (warnings > MAX_WARNINGS) {
            job.warn(String.format(Locale.ROOT, "%,d more warnings were left out.", warnings - MAX_WARNINGS));
        }
    }

    /** All intakes, in the order in which every import writes series, so that two imports never wait for each other. */
    Collection<SeriesIntake> all() {
        return bySeries.values();
    }

    /** The parts that were left out. */
    List<SeriesOutcome> failed() {
        return failed;
    }

    /** How many lines are not a bar of any series. */
    long refusedLines() {
        return refusedLines;
    }

    private void warn(String sentence) {
        if (warnings++ < MAX_WARNINGS) {
            job.warn(sentence);
        }
    }

    @Override
    public void close() {
        if (first != null) {
            first.close();
            staging.forgetEarlier(job.jobId());
        }
    }

    /** Adds the name of the series to what is found. */
    private final class Listener implements IntakeListener {

        private final String symbol;

        Listener(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public void warn(String sentence) {
            SeriesIntakes.this.warn(symbol + ": " + sentence);
        }

        @Override
        public void checkpoint() {
            job.checkpoint();
        }

        @Override
        public void progress(long done, long total, String message) {
            job.checkpoint();
        }
    }
}
