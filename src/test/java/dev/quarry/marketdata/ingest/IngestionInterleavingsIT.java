package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However ingestions overlap, fail and are run again, the series ends as one clean run would have left it. */
class IngestionInterleavingsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP = Timeframe.M30.millis();
    private static final int BARS = 120;
    private static final int NODES = 2;
    private static final Series SERIES = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.M30);

    private static ExecutorService threads;

    @BeforeAll
    static void nodes() {
        threads = Executors.newFixedThreadPool(2 * NODES);
    }

    @AfterAll
    static void no_nodes() {
        threads.shutdownNow();
    }

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging", "candle_unfinished", "exchange_budget");
    }

    @RepeatedTest(20)
    void any_interleaving_ends_in_the_bars_of_one_clean_run(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        InMemoryExchange exchange = exchange(random);
        List<Callable<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Ingestion node = new Ingestion(DATABASE, null, List.of(exchange));
            int first = random.nextInt(BARS);
            int last = first + random.nextInt(BARS - first);
            long seed = random.nextLong();
            int job = i + 1;
            runs.add(() -> attempts(node, job, first, last, new Random(seed)));
        }
        for (Future<Void> run : threads.invokeAll(runs)) {
            run.get();
        }
        exchange.failing(query -> null);

        Ingestion last = new Ingestion(DATABASE, null, List.of(exchange));
        last.handler.run(request(0, BARS - 1), new RecordedJob(100));

        assertAsAfterOneCleanRun(last, exchange);
    }

    @Test
    void two_nodes_that_ingest_the_same_series_at_once_store_it_once() throws Exception {
        InMemoryExchange exchange = exchange(new Random(1));
        exchange.failing(query -> null);
        List<Callable<IngestionResult>> both = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            Ingestion ingestion = new Ingestion(DATABASE, null, List.of(exchange));
            int job = node + 1;
            both.add(() -> ingestion.handler.run(request(0, BARS - 1), new RecordedJob(job)));
        }

        long added = 0;
        for (Future<IngestionResult> result : threads.invokeAll(both)) {
            added += result.get().rowsAdded();
        }

        Ingestion reader = new Ingestion(DATABASE, null, List.of(exchange));
        assertThat(added).isEqualTo(reader.series.find(SERIES).orElseThrow().bars());
        assertAsAfterOneCleanRun(reader, exchange);
    }

    /** Runs a job until it succeeds or was tried often enough, being stopped now and then as a dying node would be. */
    private static Void attempts(Ingestion node, int job, int first, int last, Random random) throws Exception {
        for (int attempt = 0; attempt < 4; attempt++) {
            RecordedJob context = new RecordedJob(job);
            if (random.nextInt(3) == 0) {
                context.stoppingAfter(random.nextInt(40));
            } else if (random.nextInt(5) == 0) {
                context.losingItsLease();
            }
            try {
                node.handler.run(request(first, last), context);
                return null;
            } catch (JobStoppedException | TemporaryFailureException | JobFailedException e) {
                // As the queue would: run it again.
            }
        }
        return null;
    }

    private static InMemoryExchange exchange(Random random) {
        InMemoryExchange exchange = new InMemoryExchange(3 + random.nextInt(20), Timeframe.M30);
        for (int i = 0; i < BARS / 6; i++) {
            exchange.withoutTradeAt(bar(random.nextInt(BARS)));
        }
        Random faults = new Random(random.nextLong());
        exchange.failing(query -> {
            synchronized (faults) {
                return faults.nextInt(6) == 0 ? ExchangeFaultException.garbled("cut off", null) : null;
            }
        });
        exchange.spoiling(page -> {
            List<Candle> rows = new ArrayList<>(page.candles());
            rows.addAll(rows.subList(0, rows.size() / 3));
            synchronized (faults) {
                Collections.shuffle(rows, faults);
            }
            return new CandlePage(rows, page.coveredFrom(), page.coveredTo());
        });
        return exchange;
    }

    /** What has no trade at the edge of an answer is known when it was said twice. */
    private static void assertAsAfterOneCleanRun(Ingestion node, InMemoryExchange exchange) throws IOException {
        node.handler.run(request(0, BARS - 1), new RecordedJob(101));
        Bars bars = node.history.load(SERIES, time(0), time(BARS)).bars();
        assertThat(bars.openTime()).containsExactly(exchange.opens(Timeframe.M30, bar(0), bar(BARS)));
        for (int i = 0; i < bars.size(); i++) {
            Candle candle = exchange.candle(bars.openTime()[i]);
            assertThat(bars.close()[i]).isEqualTo(candle.close());
            assertThat(bars.volume()[i]).isEqualTo(candle.volume());
        }
        var stored = node.series.find(SERIES).orElseThrow();
        assertThat(stored.bars()).isEqualTo(bars.size());
        assertThat(node.known.missing(stored.id(), new BarRange(bar(0), bar(BARS))))
                .isEmpty();
        assertThat(DATABASE.database().query("select count(*) from candle_staging", row -> row.getLong(1)))
                .containsExactly(0L);
    }

    private static IngestionRequest request(int first, int last) {
        return new IngestionRequest(
                InMemoryExchange.NAME, "BTC/USD", "30m", time(first), time(last), null, null, null, null);
    }

    private static long bar(int number) {
        return START + number * STEP;
    }

    private static OffsetDateTime time(int bar) {
        return Instant.ofEpochMilli(bar(bar)).atOffset(ZoneOffset.UTC);
    }
}
