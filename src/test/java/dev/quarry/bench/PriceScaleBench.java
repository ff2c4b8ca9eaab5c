package dev.quarry.bench;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.marketdata.store.CandlePages;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.ViewedPrices;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/**
 * Prints how fast prices are read when there are many: fills the candle table with generated minute bars of several
 * series ({@code quarry.bench.prices.bars} in all, 50,000,000 unless given), then reads what routes and research read.
 * The bars are generated in the database; how fast files come in is {@link IngestionBenchmark}'s business.
 */
public final class PriceScaleBench {

    private static final int TIMES = 30;
    private static final long BARS_A_SERIES = 5_000_000;
    private static final OffsetDateTime START = OffsetDateTime.parse("2015-01-01T00:00:00Z");

    private static final String GENERATE = """
            insert into candle (series_id, open_time, open, high, low, close, volume)
            select ?, timestamptz '2015-01-01 00:00:00Z' + make_interval(mins => i), p, p + 2, p - 2, p + 1, 1 + i % 7
            from (select i, 20000 + 1000 * sin(i / 5000.0) as p from generate_series(0, ? - 1) as i) as prices
            """;

    private static final String COUNTED = """
            update series set bars = ?, version = 1, first_open = timestamptz '2015-01-01 00:00:00Z',
                last_open = timestamptz '2015-01-01 00:00:00Z' + make_interval(mins => ? - 1)
            where id = ?
            """;

    private PriceScaleBench() {}

    public static void main(String[] arguments) throws Exception {
        long bars = Long.getLong("quarry.bench.prices.bars", 50_000_000);
        try (TestDatabase database = new TestDatabase().open()) {
            timed("generate %,d bars".formatted(bars), () -> generate(database, bars));
            measure(database);
        }
    }

    private static Void generate(TestDatabase database, long bars) {
        SeriesStore series = new SeriesStore(database.database());
        for (long done = 0; done < bars; done += BARS_A_SERIES) {
            Series generated = new Series("bench", "S" + done / BARS_A_SERIES + "/USD", Timeframe.M1);
            long id = database.transactions().inNew(() -> series.lock(generated).id());
            int count = (int) Math.min(BARS_A_SERIES, bars - done);
            database.database().update(GENERATE, id, count);
            database.database().update(COUNTED, (long) count, count, id);
        }
        database.database().update("vacuum analyze candle");
        return null;
    }

    private static void measure(TestDatabase database) throws Exception {
        Ingestion ingestion = new Ingestion(database, null);
        Series first = new Series("bench", "S0/USD", Timeframe.M1);
        CandlePages pages = new CandlePages(
                new SeriesStore(database.database()),
                new CandleStore(database.database()),
                new ViewedPrices(database.database()));
        long from = START.toInstant().toEpochMilli();
        long year = START.plusYears(1).toInstant().toEpochMilli();
        repeated("coverage", i -> ingestion.series.coverage(500));
        repeated("a page of 1,000 bars", i -> pages.read(first, from, year, 1000));
        repeated(
                "a page of 1,000 hours made of minutes",
                i -> pages.read(new Series("bench", "S0/USD", Timeframe.H1), from, year, 1000));
        repeated(
                "17,520 bars from the database",
                i -> ingestion.history.load(
                        first, START.plusDays(i), START.plusDays(i).plusMinutes(17_519)));
        repeated("the same from memory", i -> ingestion.history.load(first, START, START.plusMinutes(17_519)));
        KnownRangeStore known = new KnownRangeStore(database.database());
        long id = ingestion.series.find(first).orElseThrow().id();
        BarRange decade = new BarRange(from, START.plusYears(9).toInstant().toEpochMilli());
        timed("learn what 5,000,000 bars cover", () -> database.transactions().inNew(() -> {
            known.learn(id, Timeframe.M1, decade);
            return known.missing(id, decade);
        }));
        timed("what is missing, once learnt", () -> known.missing(id, decade));
        ingest(ingestion);
    }

    private static void ingest(Ingestion ingestion) throws IOException {
        StringBuilder file = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < 200_000; i++) {
            file.append(1_700_000_040L + 60L * i).append(",10,12,9,11,1\n");
        }
        IngestionRequest request = ingestion.upload("NEW/USD", "1m", file.toString());
        JobContext job = new RecordedJob(1);
        timedIo("ingest a file of 200,000 bars beside them", () -> ingestion.handler.run(request, job));
    }

    /** The first time, and the median of as many that follow as make it warm. */
    private static void repeated(String what, IntFunction<?> work) {
        double[] millis = new double[TIMES];
        double first = 0;
        for (int i = 0; i <= TIMES; i++) {
            long before = System.nanoTime();
            work.apply(i);
            double took = (System.nanoTime() - before) / 1e6;
            if (i == 0) {
                first = took;
            } else {
                millis[i - 1] = took;
            }
        }
        Arrays.sort(millis);
        System.out.printf("%-50s %,12.1f ms first, %.1f ms warm%n", what, first, millis[TIMES / 2]);
    }

    private static void timedIo(String what, Callable<?> work) throws IOException {
        try {
            timed(what, work);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void timed(String what, Callable<?> work) throws Exception {
        long before = System.nanoTime();
        work.call();
        System.out.printf("%-50s %,12.1f ms%n", what, (System.nanoTime() - before) / 1e6);
    }
}
