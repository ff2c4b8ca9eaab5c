package dev.quarry.frozen;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.engine.SampleBars;
import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.ForwardRequest;
import dev.quarry.forward.ForwardResult;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredBars;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrozenWinnersIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series SERIES = new Series("bitstamp", "BTCUSD", Timeframe.M30);
    private static final Bars BARS = SampleBars.bars();
    private static final int BIRTH = bar("2014-05-01T00:00:00Z");

    private static final StrategyCatalog CATALOG = new StrategyCatalog(null);

    private final PriceHistory prices = StoredBars.history(DATABASE);
    private final FrozenStore store = new FrozenStore(DATABASE.database());
    private final ScheduleStore schedules = new ScheduleStore(DATABASE.database());
    private final Winners winners = new Winners(
            new RunSearch(DATABASE.database()), null, new AssessmentStore(DATABASE.database()), prices, CATALOG);
    private final FrozenResource routes = new FrozenResource(new Freezing(winners, store, schedules), store, null);

    private String hash;

    @BeforeEach
    void a_search_on_the_bars_before_birth() {
        DATABASE.empty(
                "series",
                "candle",
                "candle_staging",
                "candle_batch",
                "backtest_run",
                "backtest_outcome",
                "backtest_setup",
                "trial_sketch",
                "leaderboard_assessment",
                "frozen_winner",
                "schedule");
        StoredBars.write(DATABASE, SERIES, BARS.slice(0, BIRTH));
        String payload = """
                {"end_ts": "2014-04-30", "base_params": {"trade_direction": "Both"}, "param_grid": {"rsi_min": [52, 55]},
                 "win_criteria": {"min_total_return": -100, "max_drawdown": 100, "min_profit_factor": 0}}
                """;
        TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000, 100)
                .run(read(market(payload), DiscoverRequest.class), new RecordingJobContext(3));
        hash = DATABASE.database()
                .first(
                        "select to_hex(params_hash) from backtest_run order by grid_index limit 1",
                        row -> row.getString(1))
                .map(text -> "0".repeat(16 - text.length()) + text)
                .orElseThrow();
    }

    @Test
    void a_winner_is_frozen_with_its_figures_and_nothing_of_them_is_written_again() {
        FrozenDetail born = routes.find(Long.toString(freeze()));

        assertThat(born.frozen().winner().paramsHash()).isEqualTo(hash);
        assertThat(born.frozen().name()).isEqualTo("Mine");
        assertThat(born.inSample().get("bars").intValue()).isEqualTo(BIRTH);
        assertThat(born.inSample().get("total_return_pct").doubleValue())
                .isEqualTo(DATABASE.database()
                        .first(
                                "select o.total_return from backtest_run n join backtest_outcome o on o.id = n.outcome_id"
                                        + " order by n.grid_index limit 1",
                                row -> row.getDouble(1))
                        .orElseThrow());
        assertThat(born.frozen().verdict()).isNull();
        assertThat(born.frozen().verdictNote()).contains("POST /v1/runs/" + hash + "/assess");
        assertThat(born.frozen().outcome()).isEqualTo("cannot_tell");
        assertThat(born.frozen().sentence()).startsWith("No bar has opened and ended since");
        assertThat(schedules.find("frozen_extend")).isPresent();
    }

    @Test
    void figures_that_take_too_long_are_given_up_with_a_sentence() {
        Freezing hasty = new Freezing(winners, store, schedules, Duration.ofNanos(1));

        assertThatThrownBy(() ->
                        hasty.freeze(read(object("{\"params_hash\": \"%s\"}".formatted(hash)), FreezeRequest.class)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.getMessage()).contains("This was stopped after", "Shorter windows");
                });
        assertThat(store.due(1)).isEmpty();
    }

    @Test
    void no_step_of_looking_at_many_frozen_winners_takes_a_second() throws Exception {
        for (int i = 0; i < 20; i++) {
            freeze();
        }
        bornAtTheEndOfTheSearch();
        StoredBars.write(DATABASE, SERIES, BARS.slice(BIRTH, BARS.size()));
        FrozenExtendHandler handler = handler(200);

        assertThat(PacedJob.longestStep(
                        Duration.ofSeconds(2), job -> () -> handler.run(new FrozenExtendRequest(), job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void each_look_says_what_a_test_on_the_same_bars_says() {
        long id = freeze();
        bornAtTheEndOfTheSearch();
        assertThat(look()).isEqualTo(new FrozenExtendResult(1, 0, 0));

        int half = bar("2014-06-10T00:00:00Z");
        StoredBars.write(DATABASE, SERIES, BARS.slice(BIRTH, half));
        assertThat(look()).isEqualTo(new FrozenExtendResult(1, 1, 0));
        assertThat(view(id).bars()).isEqualTo(half - BIRTH);
        assertThat(look()).as("nothing new").isEqualTo(new FrozenExtendResult(1, 0, 0));

        StoredBars.write(DATABASE, SERIES, BARS.slice(half, BARS.size()));
        assertThat(look()).isEqualTo(new FrozenExtendResult(1, 1, 0));

        ForwardResult test = new ForwardHandler(winners, prices)
                .run(
                        read(object("{\"params_hash\": \"%s\"}".formatted(hash)), ForwardRequest.class),
                        new RecordingJobContext(5));
        FrozenDetail detail = routes.find(Long.toString(id));
        assertThat(detail.outOfSample()).hasToString(Json.MAPPER.writeValueAsString(test.outOfSample()));
        assertThat(detail.expected()).hasToString(Json.MAPPER.writeValueAsString(test.expected()));
        assertThat(detail.curve()).hasToString(Json.MAPPER.writeValueAsString(test.curve()));
        assertThat(detail.frozen().sentence()).isEqualTo(test.sentence());
        assertThat(detail.frozen().returnPct()).isCloseTo(test.outOfSample().totalReturnPct(), within(1e-6));
        assertThat(detail.frozen().dataRevised()).isFalse();
    }

    @Test
    void bars_that_the_search_saw_and_that_are_others_now_are_flagged() {
        long id = freeze();
        bornAtTheEndOfTheSearch();
        StoredBars.write(DATABASE, SERIES, BARS.slice(BIRTH, BARS.size()));
        look();
        assertThat(view(id).dataRevised()).isFalse();

        Bars other = BARS.slice(10, 11);
        other.close()[0] = other.low()[0] = other.low()[0] * 0.99;
        StoredBars.write(DATABASE, SERIES, other);
        look();

        assertThat(view(id).dataRevised()).isTrue();
        assertThat(view(id).lastError()).isNull();
        assertThat(routes.find(Long.toString(id)).inSample().get("bars").intValue())
                .isEqualTo(BIRTH);
    }

    @Test
    void one_that_cannot_be_run_says_so_and_holds_up_no_other() {
        long broken = freeze();
        long whole = freeze();
        bornAtTheEndOfTheSearch();
        StoredBars.write(DATABASE, SERIES, BARS.slice(BIRTH, BARS.size()));
        DATABASE.database().update("update frozen_winner set params = '{\"rsi_min\": \"x\"}' where id = ?", broken);
        RecordingJobContext job = new RecordingJobContext(9);

        assertThat(handler(10).run(new FrozenExtendRequest(), job)).isEqualTo(new FrozenExtendResult(2, 1, 1));
        assertThat(view(broken).lastError()).contains("rsi_min");
        assertThat(view(whole).lastError()).isNull();
        assertThat(view(whole).bars()).isPositive();
        assertThat(job.warnings()).singleElement().asString().startsWith("Frozen winner " + broken + ": ");
    }

    @Test
    void a_look_takes_those_that_waited_longest_and_no_more_than_its_number() {
        freeze();
        freeze();
        freeze();
        FrozenExtendHandler two = handler(2);
        two.run(new FrozenExtendRequest(), new RecordingJobContext(9));
        assertThat(unchecked()).isEqualTo(1);
        two.run(new FrozenExtendRequest(), new RecordingJobContext(9));
        assertThat(unchecked()).isZero();
    }

    @Test
    void a_look_that_lost_its_job_writes_nothing() {
        freeze();
        RecordingJobContext job = new RecordingJobContext(9);
        job.stop();
        assertThatThrownBy(() -> handler(10).run(new FrozenExtendRequest(), job))
                .isInstanceOf(JobStoppedException.class);
        assertThat(unchecked()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_frozen_says_why() {
        assertThatThrownBy(() -> freeze("00000000000000ff"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(404));
        DATABASE.database().update("update backtest_setup set data_digest = 'other'");
        assertThatThrownBy(this::freeze)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessage("The stored prices are not those it was found on: run the search again");
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest() {
        List<Long> ids = List.of(freeze(), freeze(), freeze());
        FrozenResource.FrozenPage first = routes.list("2", null, null);
        assertThat(first.frozen()).extracting(FrozenView::id).containsExactly(ids.get(2), ids.get(1));
        FrozenResource.FrozenPage second = routes.list("2", first.nextCursor(), "rsi_bands");
        assertThat(second.frozen()).extracting(FrozenView::id).containsExactly(ids.get(0));
        assertThat(second.nextCursor()).isNull();
        routes.remove(Long.toString(ids.get(0)));
        assertThatThrownBy(() -> routes.find(Long.toString(ids.get(0)))).hasMessageContaining("no frozen winner");
    }

    private long freeze() {
        return freeze(hash);
    }

    private long freeze(String of) {
        FreezeRequest request =
                read(object("{\"params_hash\": \"%s\", \"name\": \" Mine \"}".formatted(of)), FreezeRequest.class);
        return new Freezing(winners, store, schedules).freeze(request);
    }

    /** The bars of the test are older than the test. */
    private void bornAtTheEndOfTheSearch() {
        DATABASE.database()
                .update(
                        "update frozen_winner set frozen_at = ?",
                        Instant.ofEpochMilli(BARS.openTime()[BIRTH]).atOffset(ZoneOffset.UTC));
    }

    private FrozenExtendResult look() {
        return handler(10).run(new FrozenExtendRequest(), new RecordingJobContext(4));
    }

    private FrozenExtendHandler handler(int atOnce) {
        return new FrozenExtendHandler(
                store,
                new Extension(prices, new SeriesStore(DATABASE.database()), CATALOG),
                DATABASE.transactions(),
                atOnce);
    }

    private FrozenView view(long id) {
        return routes.find(Long.toString(id)).frozen();
    }

    private long unchecked() {
        return DATABASE.database()
                .first("select count(*) from frozen_winner where checked_at is null", row -> row.getLong(1))
                .orElseThrow();
    }

    private static int bar(String time) {
        return BARS.firstAtOrAfter(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    }
}
