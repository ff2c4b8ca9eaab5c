package dev.quarry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.http.FundingResource;
import dev.quarry.marketdata.http.PriceEventsResource;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.marketdata.push.EventIntake;
import dev.quarry.marketdata.push.FundingIntake;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.marketdata.store.CandlePages;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.FundingRateStore;
import dev.quarry.marketdata.store.MarketChangeStore;
import dev.quarry.marketdata.store.PriceEventStore;
import dev.quarry.marketdata.store.ViewedPrices;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Splits, dividends and funding rates, from their routes to pages of bars and back-tests. */
class EventsAndFundingIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series SAMPLE = SamplePrices.SERIES;
    private static final OffsetDateTime START = OffsetDateTime.parse("2014-01-01T00:00:00Z");
    private static final OffsetDateTime END = START.plusYears(1);
    private static final Bars BARS = SamplePrices.load();

    private final PriceEventStore eventStore = new PriceEventStore(DATABASE.database());
    private final FundingRateStore fundingStore = new FundingRateStore(DATABASE.database());
    private final MarketChangeStore changes = new MarketChangeStore(DATABASE.database());
    private final PriceEventsResource events = new PriceEventsResource(
            new EventIntake(eventStore, changes, DATABASE.transactions()), eventStore, PayloadReaders.reader());
    private final FundingResource funding = new FundingResource(
            new FundingIntake(fundingStore, changes, DATABASE.transactions()), fundingStore, PayloadReaders.reader());
    private final Ingestion ingestion = new Ingestion(DATABASE, null);
    private final BacktestEvaluation evaluation =
            new BacktestEvaluation(ingestion.complete, new StrategyCatalog(null), 100_000);

    @BeforeAll
    static void the_sample_is_stored() throws IOException {
        new Ingestion(DATABASE, null)
                .handler.run(
                        new IngestionRequest("sample", "BTC/USD", "30m", null, null, null, null, null, null),
                        new RecordedJob(1));
    }

    @BeforeEach
    void no_events() {
        DATABASE.empty("price_event", "price_event_revision", "funding_rate", "funding_rate_revision", "market_change");
    }

    @Test
    void events_are_stored_once_listed_and_deleted() throws IOException {
        String body = """
                {"exchange": "Sample", "symbol": "BTC/USD", "events": [
                    {"ex_date": "2014-03-01", "kind": "split", "value": 2},
                    {"ex_date": "2014-04-01", "kind": "dividend", "value": 0.5}]}""";

        assertThat(events.put(Json.MAPPER.readTree(body)).changed()).isEqualTo(2);
        assertThat(events.put(Json.MAPPER.readTree(body)).changed()).isZero();
        EventIntake.Result table = events.putTable(
                "sample", "BTC/USD", text("Date,Type,Value\n2014-03-01,Split,4:1\n2014-05-01,dividend,0.25\n"));

        assertThat(table.changed()).isEqualTo(2);
        assertThat(table.events()).isEqualTo(3);
        assertThat(events.list("sample", "BTC/USD").events())
                .extracting(event -> event.exDate() + " " + event.kind() + " " + event.value())
                .containsExactly(
                        "2014-03-01T00:00Z split 4.0",
                        "2014-04-01T00:00Z dividend 0.5",
                        "2014-05-01T00:00Z dividend 0.25");
        assertThat(events.delete("sample", "BTC/USD", "2014-04-01", null).events())
                .isEqualTo(1);
        assertThat(events.delete("sample", "BTC/USD", null, "dividend").events())
                .isEqualTo(1);
        assertThat(events.delete("sample", "BTC/USD", null, null).events()).isEqualTo(1);
    }

    @Test
    void events_that_are_none_are_named_and_none_is_stored() {
        assertThatThrownBy(() -> events.put(Json.MAPPER.readTree("""
                        {"exchange": "sample", "symbol": "BTC/USD", "events": [
                            {"ex_date": "2014-03-01", "kind": "split", "value": 2},
                            {"ex_date": "yesterday", "kind": "spin-off", "value": 0},
                            {"ex_date": "2014-03-01T00:00:00Z", "kind": "Split", "value": 3},
                            {"ex_date": "2014-03-02", "kind": "split", "value": 1e9}]}""")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("events[1].ex_date must be an ISO-8601 time")
                .hasMessageContaining("was yesterday")
                .hasMessageContaining("events[1].kind must be split or dividend; was spin-off")
                .hasMessageContaining("events[1].value must be a number above zero; was 0.0")
                .hasMessageContaining("events[2] is of a time and kind that was given before")
                .hasMessageContaining("events[3].value must be how many shares each old one became");
        assertThatThrownBy(() -> events.putTable("sample", "BTC/USD", text("day,what\n2014-03-01,split\n")))
                .hasMessage("the table has no column ex_date; it has day, what");
        assertThat(events.list("sample", "BTC/USD").events()).isEmpty();
    }

    @Test
    void pages_and_tests_see_prices_adjusted_and_each_view_has_a_digest_of_its_own() throws IOException {
        OffsetDateTime split = OffsetDateTime.parse("2014-03-01T00:00:00Z");
        int first = BARS.firstAtOrAfter(split.toInstant().toEpochMilli());
        Prices plain = load(Adjust.NONE);
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-03-01,split,4\n2099-01-01,split,10\n"));

        Prices adjusted = load(Adjust.SPLIT);

        assertThat(load(Adjust.NONE).digest()).isEqualTo(plain.digest());
        assertThat(adjusted.digest()).isNotEqualTo(plain.digest());
        assertThat(adjusted.bars().close()[first - 1]).isEqualTo(BARS.close()[first - 1] / 4);
        assertThat(adjusted.bars().close()[first]).isEqualTo(BARS.close()[first]);
        assertThat(adjusted.bars().volume()[0]).isEqualTo(BARS.volume()[0] * 4);
        assertThat(page(SAMPLE, 5, Adjust.SPLIT).close())
                .containsExactly(adjusted.bars().slice(0, 5).close());
        Bars day = page(new Series("sample", "BTC/USD", Timeframe.D1), 1, Adjust.SPLIT);
        assertThat(day.open()[0]).isEqualTo(BARS.open()[0] / 4);
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-04-01,dividend,7\n"));
        assertThat(load(Adjust.SPLIT).digest()).isEqualTo(adjusted.digest());
        assertThat(load(Adjust.TOTAL_RETURN).digest()).isNotEqualTo(adjusted.digest());
        events.delete("sample", "BTC/USD", null, null);
        assertThat(load(Adjust.SPLIT).digest()).isEqualTo(plain.digest());
    }

    @Test
    void a_back_test_trades_the_prices_it_asks_for() throws IOException {
        BacktestAnswer plain = backtest(Map.of());
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-03-01,split,4\n"));

        assertThat(backtest(Map.of()).dataDigest()).isEqualTo(plain.dataDigest());
        assertThat(backtest(Map.of("adjust", "none")).stats()).isEqualTo(plain.stats());
        BacktestAnswer adjusted = backtest(Map.of("adjust", "split"));
        assertThat(adjusted.dataDigest()).isNotEqualTo(plain.dataDigest());
        assertThat(adjusted.stats()).isNotEqualTo(plain.stats());
        assertThatThrownBy(() -> backtest(Map.of("adjust", "dividends")))
                .hasMessageContaining("params.adjust must be one of none, split, total_return");
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-03-01,dividend,1e7\n"));
        assertThatThrownBy(() -> backtest(Map.of("adjust", "total_return")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "adjust cannot be done for sample BTC/USD 30m: The dividend of 2014-03-01T00:00:00Z");
    }

    @Test
    void historical_rates_that_are_all_the_same_cost_what_the_constant_rate_does() throws IOException {
        StringBuilder table = new StringBuilder("calc_time,funding_interval_hours,last_funding_rate\n");
        for (long t = BARS.openTime()[0]; t <= BARS.openTime()[BARS.size() - 1] + 8 * 3_600_000L; t += 8 * 3_600_000L) {
            table.append(t + 3).append(",8,0.001\n");
        }
        FundingIntake.Result sent = funding.putTable("sample", "BTC/USD", text(table.toString()));
        assertThat(funding.putTable("sample", "BTC/USD", text(table.toString())).unchanged())
                .isEqualTo(sent.added());

        BacktestAnswer constant = backtest(Map.of("funding_rate", 0.001));
        BacktestAnswer historical = backtest(Map.of("funding", "historical"));

        assertThat(historical.dataDigest()).isNotEqualTo(constant.dataDigest());
        assertThat(historical.equityCurve()).hasSameSizeAs(constant.equityCurve());
        double last = constant.equityCurve().get(constant.equityCurve().size() - 1);
        assertThat(historical.equityCurve().get(historical.equityCurve().size() - 1))
                .isCloseTo(last, within(1e-9 * last))
                .isNotEqualTo(backtest(Map.of())
                        .equityCurve()
                        .get(constant.equityCurve().size() - 1));
        assertThatThrownBy(() -> backtest(Map.of("funding", "historical", "funding_rate", 0.001)))
                .hasMessageContaining("params.funding_rate must be absent with funding historical");
    }

    @Test
    void what_was_known_of_events_and_rates_comes_again_as_of_then() throws IOException {
        PriceView view = new PriceView(Adjust.TOTAL_RETURN, FundingSource.HISTORICAL);
        funding.putTable("sample", "BTC/USD", text(eightHourly(0.001)));
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-03-01,split,4\n2014-04-01,dividend,7\n"));
        List<Prices> before = new ArrayList<>(List.of(load(view)));
        events.putTable("sample", "BTC/USD", text("ex_date,kind,value\n2014-03-01,split,5\n"));
        before.add(load(view));
        events.delete("sample", "BTC/USD", null, "dividend");
        before.add(load(view));
        funding.putTable("sample", "BTC/USD", text(eightHourly(0.002)));
        before.add(load(view));
        funding.delete("sample", "BTC/USD");
        events.delete("sample", "BTC/USD", null, null);
        funding.putTable("sample", "BTC/USD", text(eightHourly(0.003)));
        before.add(load(view));

        assertThat(before).extracting(Prices::digest).doesNotHaveDuplicates();
        assertThat(before).extracting(Prices::asOf).doesNotHaveDuplicates();
        for (Prices then : before) {
            assertThat(ingestion
                            .history
                            .asOf(then.asOf())
                            .load(SAMPLE, START, END, view)
                            .digest())
                    .isEqualTo(then.digest());
        }
        funding.putTable("sample", "BTC/USD", text(eightHourly(0.003)));
        assertThat(load(view).asOf()).isEqualTo(before.get(4).asOf());
        assertThat(load(new PriceView(Adjust.NONE, FundingSource.CONSTANT)).asOf())
                .isBefore(before.get(0).asOf());
    }

    private static String eightHourly(double rate) {
        StringBuilder table = new StringBuilder("ts,rate\n");
        for (long t = BARS.openTime()[0]; t <= BARS.openTime()[BARS.size() - 1] + 8 * 3_600_000L; t += 8 * 3_600_000L) {
            table.append(t).append(',').append(rate).append('\n');
        }
        return table.toString();
    }

    private Prices load(PriceView view) {
        return ingestion.history.load(SAMPLE, START, END, view);
    }

    @Test
    void rates_that_are_missing_are_not_taken_for_zero() throws IOException {
        funding.put(Json.MAPPER.readTree("""
                {"exchange": "sample", "symbol": "BTC/USD", "rates": [
                    {"ts": "2014-01-01T00:00:00Z", "rate": 0.0001}, {"ts": "1388563200000", "rate": -0.0001}]}"""));

        assertThat(funding.list("sample", "BTC/USD", null, null, "1").rates())
                .extracting(FundingResource.RateView::rate)
                .containsExactly(0.0001);
        assertThat(funding.list("sample", "BTC/USD", null, null, "1").nextStartTs())
                .isEqualTo("2014-01-01T08:00:00Z");
        assertThatThrownBy(() -> backtest(Map.of("funding", "historical")))
                .hasMessageContaining(
                        "funding cannot be historical: of the funding rates of sample BTC/USD there is none for more"
                                + " than 24 hours after 2014-01-01T08:00:00Z");
        assertThat(funding.delete("sample", "BTC/USD").rates()).isEqualTo(2);
        assertThatThrownBy(() -> funding.put(Json.MAPPER.readTree("""
                        {"exchange": "sample", "symbol": "BTC/USD", "rates": [
                            {"ts": "noon", "rate": 5}, {"ts": "2014-01-01", "rate": 0.1}, {"ts": "2014-01-01", "rate": 0.2}]}""")))
                .hasMessageContaining("rates[0].ts must be an ISO-8601 time")
                .hasMessageContaining("rates[0].rate must be a fraction from -1 to 1")
                .hasMessageContaining("rates[2] has a time that was given before, with another rate");
    }

    private BacktestAnswer backtest(Map<String, Object> more) {
        Map<String, Object> params = new HashMap<>(Map.of(
                "exchange", "sample",
                "symbol", "BTC/USD",
                "timeframe", "30m",
                "start_ts", "2014-01-01",
                "end_ts", "2014-07-15"));
        params.putAll(more);
        return evaluation.run(new BacktestRequest(null, params));
    }

    private Prices load(Adjust adjust) {
        return ingestion.history.load(SAMPLE, START, END, new PriceView(adjust, FundingSource.CONSTANT));
    }

    private static Bars page(Series series, int size, Adjust adjust) {
        return new CandlePages(
                        new Ingestion(DATABASE, null).series,
                        new CandleStore(DATABASE.database()),
                        new ViewedPrices(DATABASE.database()))
                .read(series, 0, END.toInstant().toEpochMilli(), size, adjust, AsOf.NOW)
                .orElseThrow()
                .bars();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
