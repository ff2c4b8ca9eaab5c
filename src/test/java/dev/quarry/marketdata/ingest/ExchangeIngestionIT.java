package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.ingest.series.WatchRequest;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExchangeIngestionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP = Timeframe.M30.millis();
    private static final Series SERIES = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.M30);

    private InMemoryExchange exchange;
    private Ingestion ingestion;

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging", "candle_unfinished", "exchange_budget");
        use(new InMemoryExchange(10, Timeframe.M30, Timeframe.H1, Timeframe.D1));
    }

    @Test
    void a_range_is_fetched_page_by_page_and_stored_whole() throws IOException {
        IngestionResult result = ingest(bar(0), bar(24));

        assertThat(exchange.queries).hasSize(3);
        assertThat(result.rowsAdded()).isEqualTo(25);
        assertThat(result.rowsReturned()).isEqualTo(25);
        assertThat(result.unavailable()).isEmpty();
        assertStored(0, 25);
    }

    @Test
    void no_step_of_asking_for_many_pages_takes_a_second_by_either_handler() throws Exception {
        use(new InMemoryExchange(1_000, Timeframe.M1));
        ingestion.at(bar(500));
        Series minutes = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.M1);
        IngestionRequest request = new IngestionRequest(
                minutes.exchange(), minutes.symbol(), "1m", time(bar(0)), time(bar(500)), null, null, null, null);
        WatchRequest watched = new WatchRequest(minutes.exchange(), minutes.symbol(), "1m", time(bar(0)));

        assertThat(PacedJob.longestStep(Duration.ofSeconds(1), job -> () -> ingestion.handler.run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
        assertThat(PacedJob.longestStep(Duration.ofSeconds(1), job -> () -> ingestion.watch.run(watched, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void what_is_known_is_not_asked_for_again() throws IOException {
        exchange.withoutTradeAt(bar(3)).withoutTradeAt(bar(4));
        ingest(bar(0), bar(9));
        exchange.queries.clear();

        IngestionResult again = ingest(bar(0), bar(9));
        IngestionResult longer = ingest(bar(0), bar(14));

        assertThat(again.rowsReturned()).isEqualTo(8);
        assertThat(exchange.queries).hasSize(1);
        assertThat(exchange.queries.get(0).from()).isEqualTo(bar(10));
        assertThat(exchange.queries.get(0).to()).isEqualTo(bar(15));
        assertThat(longer.rowsAdded()).isEqualTo(5);
    }

    @Test
    void a_hole_between_two_ranges_is_found_and_filled() throws IOException {
        ingest(bar(0), bar(4));
        ingest(bar(400), bar(404));
        exchange.queries.clear();

        ingest(bar(0), bar(404));

        assertThat(exchange.queries.get(0).from()).isEqualTo(bar(5));
        assertThat(exchange.queries).allMatch(query -> query.to() == bar(400));
        assertStored(0, 405);
    }

    @Test
    void holes_in_the_bars_of_a_file_are_found_and_filled() throws IOException {
        StringBuilder file = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < 1000; i++) {
            if (i != 300 && i != 301 && i != 800) {
                Candle c = exchange.candle(bar(i));
                file.append("%d,%s,%s,%s,%s,%s%n"
                        .formatted(c.openTime() / 1000, c.open(), c.high(), c.low(), c.close(), c.volume()));
            }
        }
        IngestionRequest upload = ingestion.upload("BTC/USD", "30m", file.toString());
        ingestion.handler.run(
                new IngestionRequest(
                        InMemoryExchange.NAME, "BTC/USD", "30m", null, null, "file", null, upload.uploadId(), null),
                new RecordedJob(1));

        IngestionResult result = ingest(bar(0), bar(999));

        assertThat(exchange.queries)
                .extracting(query -> new BarRange(query.from(), query.to()))
                .containsExactly(new BarRange(bar(300), bar(302)), new BarRange(bar(800), bar(801)));
        assertThat(result.rowsAdded()).isEqualTo(3);
        assertStored(0, 1000);
    }

    @Test
    void a_correction_comes_in_with_refresh_and_changes_the_digest() throws IOException {
        ingest(bar(0), bar(9));
        String digest = digest(0, 10);
        exchange.correctedBy(1);

        IngestionResult without = ingest(bar(0), bar(9));
        IngestionResult refreshed = ingestion.handler.run(
                new IngestionRequest(
                        InMemoryExchange.NAME,
                        "BTC/USD",
                        "30m",
                        time(bar(0)),
                        time(bar(9)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        true),
                new RecordedJob(1));

        assertThat(without.rowsReplaced()).isZero();
        assertThat(refreshed.rowsReplaced()).isEqualTo(10);
        assertThat(digest(0, 10)).isNotEqualTo(digest);
    }

    @Test
    void the_running_bar_is_kept_apart_and_finished_later() throws IOException {
        long running = bar(4);
        ingestion.at(running + 60_000);
        ingest(running - 4 * STEP, running + 10 * STEP);

        assertThat(ingestion.unfinished.find(id()).orElseThrow().openTime()).isEqualTo(time(running));
        assertThat(loaded(running - 4 * STEP, running + STEP).openTime())
                .containsExactly(running - 4 * STEP, running - 3 * STEP, running - 2 * STEP, running - STEP);
        exchange.queries.clear();
        ingest(running - 4 * STEP, running + 10 * STEP);
        assertThat(exchange.queries).hasSize(1);
        assertThat(exchange.queries.get(0).from()).isEqualTo(running - STEP);
    }

    @Test
    void a_bar_that_changes_for_some_seconds_after_its_end_is_read_again_without_being_asked_to() throws IOException {
        ingestion.at(bar(4) + 8_000);
        exchange.correctedBy(-1);
        ingest(bar(0), bar(10));
        exchange.correctedBy(0);
        ingestion.at(bar(4) + 68_000);
        IngestionResult second = ingest(bar(0), bar(10));
        exchange.queries.clear();
        ingestion.at(bar(4) + 600_000);
        ingest(bar(0), bar(10));
        ingest(bar(0), bar(10));

        assertThat(second.rowsReplaced()).isEqualTo(1);
        assertThat(loaded(bar(3), bar(3)).close())
                .containsExactly(exchange.candle(bar(3)).close());
        assertThat(exchange.queries.get(exchange.queries.size() - 1).from())
                .as("what has settled is not asked for for ever")
                .isEqualTo(bar(4));
    }

    @Test
    void one_empty_answer_is_not_believed_and_a_second_one_is() throws IOException {
        exchange.spoiling(page -> new CandlePage(List.of(), page.coveredFrom(), page.coveredTo()));
        RecordedJob job = new RecordedJob(1);
        IngestionResult nothing = ingestion.handler.run(request("30m", bar(0), bar(119)), job);
        exchange.spoiling(UnaryOperator.identity());
        IngestionResult all = ingest(bar(0), bar(119));

        assertThat(nothing.rowsReturned()).isZero();
        assertThat(job.events).anyMatch(event -> event.startsWith("warn testex gave no 30m bar"));
        assertThat(all.rowsReturned()).isEqualTo(120);
    }

    @Test
    void a_short_answer_is_asked_for_again_and_an_hour_without_a_trade_is_not_asked_for_for_ever() throws IOException {
        exchange.withoutTradeAt(bar(5)).withoutTradeAt(bar(9));
        exchange.spoiling(page -> new CandlePage(
                page.candles().stream().filter(c -> c.openTime() < bar(7)).toList(),
                page.coveredFrom(),
                page.coveredTo()));
        ingest(bar(0), bar(9));
        exchange.spoiling(UnaryOperator.identity());
        exchange.queries.clear();

        IngestionResult second = ingest(bar(0), bar(9));
        assertThat(second.rowsReturned()).isEqualTo(8);
        assertThat(exchange.queries).singleElement().satisfies(query -> assertThat(query.from())
                .isEqualTo(bar(7)));
        exchange.queries.clear();
        ingest(bar(0), bar(9));
        assertThat(exchange.queries)
                .as("the last bar had no trade: said twice by now")
                .isEmpty();
    }

    @Test
    void a_bar_that_closed_a_moment_ago_may_still_change() throws IOException {
        ingestion.at(bar(4) + CheckedPage.GRACE_MILLIS - 1);
        ingest(bar(0), bar(10));
        assertThat(ingestion.unfinished.find(id()).orElseThrow().openTime()).isEqualTo(time(bar(3)));

        ingestion.at(bar(4) + CheckedPage.GRACE_MILLIS);
        ingest(bar(0), bar(10));
        assertThat(ingestion.unfinished.find(id()).orElseThrow().openTime()).isEqualTo(time(bar(4)));
        assertStored(0, 4);
    }

    @Test
    void bars_that_have_just_ended_without_a_trade_are_asked_for_again() {
        long now = BarRaster.floor(Timeframe.M30, START + 100 * STEP) + 30_000;
        CandlePage page = CandlePage.whole(
                new CandleQuery(null, Timeframe.M30, bar(90), bar(100)), List.of(exchange.candle(bar(97))));

        CheckedPage checked = CheckedPage.of(
                "x", page, Timeframe.M30, BarRaster.standard(Timeframe.M30), new BarRange(bar(90), bar(100)), now);

        assertThat(checked.known()).containsExactly(new BarRange(bar(97), bar(98)));
        assertThat(checked.doubtful()).containsExactly(new BarRange(bar(90), bar(97)), new BarRange(bar(98), bar(99)));
        assertThat(checked.fresh()).isEqualTo(new BarRange(bar(99), bar(100)));
    }

    @Test
    void a_timeframe_that_the_exchange_lacks_is_built_of_the_next_finer_one() throws IOException {
        IngestionResult result =
                ingestion.handler.run(request("4h", START, START + 2 * Timeframe.D1.millis()), new RecordedJob(1));

        assertThat(exchange.queries).allMatch(query -> query.timeframe() == Timeframe.H1);
        assertThat(result.rowsAdded()).isEqualTo(13);
        Bars bars = ingestion
                .history
                .load(new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.H4), time(START), time(START))
                .bars();
        assertThat(bars.open()).containsExactly(exchange.candle(START).open());
        assertThat(bars.close())
                .containsExactly(
                        exchange.candle(START + 3 * Timeframe.H1.millis()).close());
    }

    @Test
    void what_the_exchange_does_not_keep_is_said_and_not_asked_for() throws IOException {
        exchange.keepingOnly(48);
        long running = bar(1000);
        ingestion.at(running + 60_000);
        RecordedJob job = new RecordedJob(1);

        IngestionResult result = ingestion.handler.run(request("30m", running - 100 * STEP, running - STEP), job);

        assertThat(result.unavailable()).hasSize(1);
        assertThat(result.unavailable().get(0).bars()).isEqualTo(53);
        assertThat(result.unavailable().get(0).reason()).isEqualTo("testex keeps 48 bars");
        assertThat(result.rowsReturned()).isEqualTo(47);
        assertThat(job.events).anyMatch(event -> event.startsWith("warn 53 bars from "));
        assertThat(exchange.queries).allMatch(query -> query.from() >= running - 47 * STEP);
    }

    @Test
    void a_request_does_not_ask_for_what_the_exchange_no_longer_keeps() {
        exchange.keepingOnly(48);
        long running = bar(1000);
        ingestion.at(running + 60_000);

        assertThat(requested(running - 100 * STEP, running)).isEqualTo(47);
        assertThat(requested(running - 100 * STEP, running)).isEqualTo(47);

        assertThat(ingestion.requested).containsExactly(new BarRange(running - 47 * STEP, running));
        exchange.queries.clear();
        assertThatThrownBy(() -> requested(running - 100 * STEP, running - 60 * STEP))
                .hasMessageContaining("testex has no bars of BTC/USD there");
        assertThat(exchange.queries).isEmpty();
    }

    @Test
    void a_request_makes_no_second_job_at_once_for_bars_that_did_not_come_but_for_those_that_closed_since() {
        exchange.withoutTradeAt(bar(96)).withoutTradeAt(bar(97));
        exchange.spoiling(page -> new CandlePage(
                page.candles().stream().filter(c -> c.openTime() < bar(95)).toList(),
                page.coveredFrom(),
                page.coveredTo()));
        ingestion.at(bar(100) - 30_000);
        int first = requested(bar(90), bar(110));
        int second = requested(bar(90), bar(110));
        exchange.spoiling(UnaryOperator.identity());
        ingestion.at(bar(100) + 60_000);
        int third = requested(bar(90), bar(110));
        ingestion.at(bar(100) + 90_000);
        int fourth = requested(bar(90), bar(110));

        assertThat(List.of(first, second, third, fourth)).containsExactly(5, 5, 6, 8);
        assertThat(ingestion.requested)
                .containsExactly(
                        new BarRange(bar(90), bar(99)),
                        new BarRange(bar(99), bar(100)),
                        new BarRange(bar(90), bar(100)));
    }

    @Test
    void the_years_before_a_market_was_listed_cost_a_few_requests() throws IOException {
        exchange.listedAt(bar(9600) + STEP);

        IngestionResult result = ingest(bar(0), bar(9700));

        assertThat(result.rowsReturned()).isEqualTo(100);
        assertThat(exchange.queries).hasSizeLessThan(50);
        exchange.queries.clear();
        ingest(bar(0), bar(9700));
        assertThat(exchange.queries).as("emptiness is confirmed once").hasSizeLessThan(50);
        exchange.queries.clear();
        ingest(bar(0), bar(9700));
        assertThat(exchange.queries).isEmpty();
    }

    @Test
    void a_fault_that_passes_is_waited_out_and_reported() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        exchange.failing(query -> calls.incrementAndGet() == 2
                ? ExchangeFaultException.unavailable("testex answers 503: busy", null, null)
                : null);
        RecordedJob job = new RecordedJob(1);

        ingestion.handler.run(request("30m", bar(0), bar(24)), job);

        assertStored(0, 25);
        assertThat(job.events).anyMatch(event -> event.startsWith("warn testex answers 503: busy; asking again in "));
    }

    @Test
    void after_a_fault_that_stays_the_next_run_goes_on_where_it_broke() throws IOException {
        exchange.failing(query -> query.from() >= bar(20)
                ? ExchangeFaultException.garbled("The answer of testex is no JSON, or is cut off: [[1", null)
                : null);

        assertThatThrownBy(() -> ingest(bar(0), bar(39)))
                .isInstanceOf(TemporaryFailureException.class)
                .hasMessageContaining("cut off");
        assertStored(0, 20);
        exchange.failing(query -> null);
        exchange.queries.clear();
        ingest(bar(0), bar(39));

        assertThat(exchange.queries.get(0).from()).isEqualTo(bar(20));
        assertStored(0, 40);
    }

    @Test
    void a_pause_that_is_asked_for_holds_for_every_node_and_reaches_the_queue() {
        exchange.failing(
                query -> ExchangeFaultException.limited("testex answers 429: slow down", Duration.ofMinutes(3)));

        assertThatThrownBy(() -> ingest(bar(0), bar(9)))
                .isInstanceOfSatisfying(TemporaryFailureException.class, failure -> assertThat(failure.notBefore())
                        .contains(Duration.ofMinutes(3)));
        int asked = exchange.queries.size();
        Ingestion otherNode = new Ingestion(DATABASE, null, List.of(exchange));
        assertThatThrownBy(() -> otherNode.handler.run(request("30m", bar(0), bar(9)), new RecordedJob(2)))
                .isInstanceOf(TemporaryFailureException.class)
                .hasMessageContaining("not asked for another");
        assertThat(exchange.queries).hasSize(asked);
    }

    @Test
    void an_exchange_that_stays_down_is_left_alone_for_a_while() {
        exchange.failing(query -> ExchangeFaultException.unavailable("testex answers 500", null, null));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ingest(bar(0), bar(9))).isInstanceOf(TemporaryFailureException.class);
        }
        assertThat(ingestion.budgets.closedFor(InMemoryExchange.NAME)).isZero();

        assertThatThrownBy(() -> ingest(bar(0), bar(9))).isInstanceOf(TemporaryFailureException.class);

        assertThat(ingestion.budgets.closedFor(InMemoryExchange.NAME)).isPositive();
    }

    @Test
    void a_refusal_fails_at_once_with_the_words_of_the_exchange() {
        exchange.failing(query -> ExchangeFaultException.refused("testex answers 400: Invalid symbol."));

        assertThatThrownBy(() -> ingest(bar(0), bar(9)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("Invalid symbol.");
        assertThat(exchange.queries).hasSize(1);
    }

    @Test
    void rows_in_any_order_and_twice_give_the_same_series() throws IOException {
        exchange.spoiling(page -> {
            List<Candle> rows = new ArrayList<>(page.candles());
            rows.addAll(page.candles().subList(0, page.candles().size() / 2));
            Collections.shuffle(rows, new Random(7));
            return new CandlePage(rows, page.coveredFrom(), page.coveredTo());
        });

        IngestionResult result = ingest(bar(0), bar(19));

        assertThat(result.rowsDuplicate()).isEqualTo(10);
        assertStored(0, 20);
    }

    @Test
    void a_row_that_is_no_bar_is_refused_and_asked_for_again() throws IOException {
        exchange.spoiling(page -> {
            List<Candle> rows = new ArrayList<>(page.candles());
            Candle row = rows.get(3);
            rows.set(3, new Candle(row.openTime(), row.open(), row.low(), row.high(), row.close(), row.volume()));
            return new CandlePage(rows, page.coveredFrom(), page.coveredTo());
        });
        IngestionResult first = ingest(bar(0), bar(9));
        exchange.spoiling(page -> page);
        exchange.queries.clear();

        IngestionResult second = ingest(bar(0), bar(9));

        assertThat(first.rowsRefused()).isEqualTo(1);
        assertThat(first.refused().get(0).line()).isEqualTo(4);
        assertThat(first.refused().get(0).reason())
                .contains("the high is below")
                .contains("2024-01-01T01:30:00Z");
        assertThat(exchange.queries).hasSize(1);
        assertThat(second.rowsAdded()).isEqualTo(1);
        assertStored(0, 10);
    }

    @Test
    void columns_in_the_wrong_order_are_no_bars_at_all() {
        exchange.spoiling(page -> new CandlePage(
                page.candles().stream()
                        .map(c -> new Candle(c.openTime(), c.low(), c.open(), c.volume(), c.high(), c.close()))
                        .toList(),
                page.coveredFrom(),
                page.coveredTo()));

        assertThatThrownBy(() -> ingest(bar(0), bar(9)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("is no list of 30m bars: row 1");
        assertThat(ingestion.series.find(SERIES).map(s -> s.bars()).orElse(0L)).isZero();
    }

    @Test
    void a_job_that_lost_its_lease_stores_no_page() {
        RecordedJob job = new RecordedJob(1).losingItsLease();

        assertThatThrownBy(() -> ingestion.handler.run(request("30m", bar(0), bar(9)), job))
                .isInstanceOf(JobStoppedException.class);

        assertThat(ingestion.series.find(SERIES)).isEmpty();
    }

    @Test
    void a_canceled_job_keeps_its_pages_and_stops_between_them() {
        RecordedJob job = new RecordedJob(1).stoppingAfter(8);

        assertThatThrownBy(() -> ingestion.handler.run(request("30m", bar(0), bar(999)), job))
                .isInstanceOf(JobStoppedException.class);

        long stored = ingestion.series.find(SERIES).orElseThrow().bars();
        assertThat(stored).isPositive().isLessThan(1000);
        assertThat(ingestion.known.missing(id(), new BarRange(bar(0), bar(1000))))
                .containsExactly(new BarRange(bar((int) stored), bar(1000)));
    }

    @Test
    void what_an_exchange_cannot_serve_is_refused_at_enqueue() {
        assertThat(ingestion.handler.check(request("30m", bar(0), bar(9)))).isEmpty();
        assertThat(ingestion.handler.check(new IngestionRequest(
                        "other", "BTCUSD", "1m", null, null, InMemoryExchange.NAME, "a.csv", 7L, null)))
                .extracting(Violation::field)
                .containsExactly("exchange", "symbol", "timeframe", "start_ts", "file", "upload_id");
    }

    @Test
    void research_gets_what_is_missing_before_it_begins() {
        var prices = ingestion.complete.loadComplete(SERIES, time(bar(0)), time(bar(29)), new RecordedJob(1));

        assertThat(prices.bars().size()).isEqualTo(30);
        assertThat(ingestion
                        .complete
                        .load(SERIES, time(bar(0)), time(bar(99)))
                        .bars()
                        .size())
                .isEqualTo(30);
    }

    @Test
    void research_on_bars_that_cannot_be_had_says_which() {
        exchange.keepingOnly(48);

        assertThatThrownBy(
                        () -> ingestion.complete.loadComplete(SERIES, time(bar(0)), time(bar(9)), new RecordedJob(1)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("testex BTC/USD 30m lacks 10 bars from 2024-01-01T00:00:00Z to 2024-01-01T05:00:00Z: "
                        + "testex keeps 48 bars. Choose a later start, or import a file that has them.");
    }

    @Test
    void research_on_a_series_without_a_source_takes_what_is_stored() {
        assertThat(ingestion
                        .complete
                        .loadComplete(
                                new Series("file", "BTC/USD", Timeframe.M30),
                                time(bar(0)),
                                time(bar(9)),
                                new RecordedJob(1))
                        .bars()
                        .size())
                .isZero();
    }

    private void use(InMemoryExchange other) {
        exchange = other;
        ingestion = new Ingestion(DATABASE, null, List.of(other));
    }

    private IngestionResult ingest(long first, long last) throws IOException {
        return ingestion.handler.run(request("30m", first, last), new RecordedJob(1));
    }

    /** How many bars a back-test of that time span works on. */
    private int requested(long first, long last) {
        return ingestion
                .complete
                .loadRequested(SERIES, time(first), time(last))
                .bars()
                .size();
    }

    private static IngestionRequest request(String timeframe, long first, long last) {
        return new IngestionRequest(
                InMemoryExchange.NAME, "BTC/USD", timeframe, time(first), time(last), null, null, null, null);
    }

    private void assertStored(int from, int to) {
        Bars bars = loaded(bar(from), bar(to) - 1);
        assertThat(bars.openTime()).containsExactly(exchange.opens(Timeframe.M30, bar(from), bar(to)));
        for (int i = 0; i < bars.size(); i++) {
            assertThat(bars.close()[i])
                    .isEqualTo(exchange.candle(bars.openTime()[i]).close());
        }
        assertThat(ingestion.series.find(SERIES).orElseThrow().bars()).isEqualTo(bars.size());
    }

    private Bars loaded(long first, long last) {
        return ingestion.history.load(SERIES, time(first), time(last)).bars();
    }

    private String digest(int from, int to) {
        return ingestion.history.load(SERIES, time(bar(from)), time(bar(to))).digest();
    }

    private long id() {
        return ingestion.series.find(SERIES).orElseThrow().id();
    }

    private static long bar(int number) {
        return START + number * STEP;
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
