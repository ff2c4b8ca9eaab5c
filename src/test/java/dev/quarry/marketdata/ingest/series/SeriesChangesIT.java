package dev.quarry.marketdata.ingest.series;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.OFFSET_DATE_TIME;

import dev.quarry.job.store.read.JobArchive;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.InMemoryExchange;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.marketdata.store.MarketBelongings;
import dev.quarry.marketdata.store.MarketChangeStore;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeriesChangesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series SAMPLE = SamplePrices.SERIES;
    private static final Series MINE = new Series("mine", "BTCUSD", Timeframe.M30);
    private static final OffsetDateTime START = OffsetDateTime.parse("2014-01-01T00:00:00Z");

    private final Ingestion ingestion =
            new Ingestion(DATABASE, null, List.of(new InMemoryExchange(5000, Timeframe.H1)));
    private final Watchlist watchlist = new Watchlist(new ScheduleStore(DATABASE.database()), ingestion.watch);
    private final SeriesChanges changes = new SeriesChanges(
            ingestion.series,
            new MarketBelongings(DATABASE.database(), new MarketChangeStore(DATABASE.database())),
            new JobArchive(DATABASE.database()),
            watchlist,
            DATABASE.transactions());

    @BeforeEach
    void the_sample_is_stored() throws IOException {
        DATABASE.empty(
                "series",
                "candle",
                "candle_batch",
                "candle_staging",
                "candle_unfinished",
                "schedule",
                "job",
                "price_event",
                "price_event_revision",
                "funding_rate",
                "market_calendar",
                "market_change");
        bringInTheSample();
    }

    private void bringInTheSample() throws IOException {
        ingestion.handler.run(
                new IngestionRequest("sample", "BTC/USD", "30m", null, null, null, null, null, null),
                new RecordedJob(1));
    }

    @Test
    void a_deleted_series_is_gone_and_can_be_brought_in_again_with_the_same_digest() throws IOException {
        String digest = prices(SAMPLE).digest();

        assertThat(changes.delete(SAMPLE).bars()).isEqualTo(9_399);

        assertThat(prices(SAMPLE).bars().size()).isZero();
        assertThat(ingestion.series.find(SAMPLE)).isEmpty();
        assertThat(DATABASE.database().query("select 1 from candle limit 1", row -> 1))
                .isEmpty();
        bringInTheSample();
        assertThat(prices(SAMPLE).digest()).isEqualTo(digest);
    }

    @Test
    void a_renamed_series_has_its_bars_under_the_new_name_only_and_their_digest() {
        String digest = prices(SAMPLE).digest();

        Series renamed = changes.rename(new SeriesRename("sample", "BTC/USD", "30m", "Mine", "BTCUSD"));

        assertThat(renamed).isEqualTo(MINE);
        assertThat(prices(SAMPLE).bars().size()).isZero();
        assertThat(prices(MINE).digest()).isEqualTo(digest);
        assertThat(prices(MINE).series()).isEqualTo(MINE);
    }

    @Test
    void events_rates_and_calendar_follow_the_last_series_of_a_market_and_are_copied_before() {
        DATABASE.database().update("""
                insert into price_event (exchange, symbol, ex_time, kind, value, known_from)
                values ('sample', 'BTC/USD', '2014-03-01', 'split', 4, '2026-01-01')
                """);
        DATABASE.database().update("insert into funding_rate values ('sample', 'BTC/USD', '2014-03-01', 0.1)");
        DATABASE.database().update("insert into market_calendar values ('sample', 'BTC/USD', '{}')");
        DATABASE.database().update("insert into market_change values ('sample', 'BTC/USD', '2026-01-01')");
        DATABASE.database().update("""
                insert into series (exchange, symbol, timeframe, bars, first_open, last_open)
                values ('sample', 'BTC/USD', '1d', 1, '2014-01-01', '2014-01-01')
                """);

        changes.rename(new SeriesRename("sample", "BTC/USD", "30m", "mine", "BTCUSD"));
        assertThat(belongings("mine")).containsExactly(1, 1, 1, 1);
        assertThat(belongings("sample")).containsExactly(1, 1, 1, 1);

        changes.rename(new SeriesRename("sample", "BTC/USD", "1d", "mine", "BTCUSD"));
        assertThat(belongings("mine")).containsExactly(1, 1, 1, 1);

        assertThat(changes.delete(MINE).market().events()).isZero();
        SeriesChanges.Deleted last = changes.delete(new Series("mine", "BTCUSD", Timeframe.D1));
        assertThat(last.market()).isEqualTo(new MarketBelongings.Deleted(1, 1));
        assertThat(belongings("mine")).containsExactly(0, 0, 0, 0);
    }

    @Test
    void events_that_come_to_a_market_with_other_series_are_known_there_from_then_on_only() {
        DATABASE.database().update("""
                insert into price_event (exchange, symbol, ex_time, kind, value, known_from)
                values ('sample', 'BTC/USD', '2014-01-03', 'split', 4, '2026-01-01')
                """);
        DATABASE.database().update("""
                insert into price_event_revision (exchange, symbol, ex_time, kind, value, known_from, known_to)
                values ('sample', 'BTC/USD', '2014-01-03', 'split', 5, null, '2026-01-01')
                """);
        changes.rename(new SeriesRename("sample", "BTC/USD", "30m", "other", "X"));
        DATABASE.database().update("""
                insert into series (exchange, symbol, timeframe, bars, first_open, last_open)
                values ('mine', 'BTCUSD', '1d', 1, '2014-01-01', '2014-01-01')
                """);
        OffsetDateTime before = now();

        changes.rename(new SeriesRename("other", "X", "30m", "mine", "BTCUSD"));

        assertThat(DATABASE.database()
                        .query(
                                "select known_from from price_event where exchange = 'mine'",
                                row -> row.getObject(1, OffsetDateTime.class)))
                .singleElement(as(OFFSET_DATE_TIME))
                .isAfter(before);
        assertThat(DATABASE.database().query("select 1 from price_event_revision where exchange = 'mine'", row -> 1))
                .isEmpty();
        assertThat(DATABASE.database()
                        .query(
                                "select changed_at from market_change where exchange = 'mine'",
                                row -> row.getObject(1, OffsetDateTime.class)))
                .singleElement(as(OFFSET_DATE_TIME))
                .isAfter(before);
    }

    private static OffsetDateTime now() {
        return DATABASE.database()
                .first("select clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    private static List<Integer> belongings(String exchange) {
        return Stream.of("price_event", "funding_rate", "market_calendar", "market_change")
                .map(table -> DATABASE.database()
                        .query("select 1 from " + table + " where exchange = ?", row -> 1, exchange)
                        .size())
                .toList();
    }

    @Test
    void two_series_do_not_become_one() throws IOException {
        changes.rename(new SeriesRename("sample", "BTC/USD", "30m", "mine", "BTCUSD"));
        bringInTheSample();

        assertConflict(
                () -> changes.rename(new SeriesRename("mine", "BTCUSD", "30m", "sample", "BTC/USD")),
                "sample BTC/USD 30m is stored already");
        assertThat(prices(MINE).bars().size()).isEqualTo(9_399);
    }

    @Test
    void what_a_running_job_works_on_stays_until_the_job_has_ended() {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, state, payload, max_attempts, lease_until) values
                    (1, 'discover', 'compute', 'running', '{"exchange":"sample","symbol":"BTC/USD","timeframe":"1h"}', 1, now()),
                    (2, 'prices_ingest', 'io', 'running', '{"exchange":"Sample","symbol":" BTC/USD","timeframe":"30m"}', 1, now())
                """);

        assertConflict(() -> changes.delete(SAMPLE), "Job 2 (prices_ingest) is working on sample BTC/USD 30m");
        assertConflict(
                () -> changes.rename(new SeriesRename("sample", "BTC/USD", "30m", null, "X")),
                "Job 2 (prices_ingest) is working on");
        assertThat(prices(SAMPLE).bars().size()).isEqualTo(9_399);
        DATABASE.database()
                .update("update job set state = 'succeeded', lease_until = null, finished_at = now() where id = 2");
        assertThat(changes.delete(SAMPLE).bars()).isEqualTo(9_399);
    }

    @Test
    void what_is_watched_would_come_back_and_is_not_deleted() {
        Series watched = new Series(InMemoryExchange.NAME, "BTC/USD", Timeframe.H1);
        changes.rename(new SeriesRename("sample", "BTC/USD", "30m", InMemoryExchange.NAME, null));
        watchlist.add(new WatchRequest(InMemoryExchange.NAME, "BTC/USD", "1h", START));
        DATABASE.database().update("update series set timeframe = '1h'");

        assertConflict(() -> changes.delete(watched), "is watched, so it would come back");
        watchlist.remove(watched);
        assertThat(changes.delete(watched).bars()).isEqualTo(9_399);
    }

    @Test
    void a_series_that_is_not_there_is_named_and_not_made() {
        assertThatThrownBy(() -> changes.delete(MINE))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(404))
                .hasMessage("No bars of mine BTCUSD 30m are stored");
        assertThat(ingestion.series.find(MINE)).isEmpty();
    }

    @Test
    void a_new_name_keeps_the_rules_of_names() {
        assertThat(new SeriesRename("a", "B", "1h", null, null).violations())
                .containsExactly(new Violation("new_symbol", "or new_exchange is required"));
        assertThat(new SeriesRename("a", "B", "1h", "x y", " ").violations())
                .extracting(Violation::field)
                .containsExactly("new_exchange", "new_symbol");
        assertThat(new SeriesRename("a", "B", "1h", "Sample", null).violations())
                .containsExactly(new Violation("new_exchange", "sample is reserved for the built-in prices"));
    }

    private void assertConflict(Runnable change, String beginning) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(409))
                .hasMessageContaining(beginning);
    }

    private Prices prices(Series series) {
        return ingestion.history.load(series, START, START.plusYears(1));
    }
}
