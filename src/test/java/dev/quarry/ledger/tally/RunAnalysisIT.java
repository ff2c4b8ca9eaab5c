package dev.quarry.ledger.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.KnownRun;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.SetupChoice;
import dev.quarry.ledger.query.WinnerBounds;
import dev.quarry.ledger.query.WinnerQuery;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.sweep.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunAnalysisIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** The database adds in no fixed order. */
    private static final RecursiveComparisonConfiguration CLOSE = RecursiveComparisonConfiguration.builder()
            .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
            .build();

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final RunAnalysis analysis = new RunAnalysis(DATABASE.database());
    private final WinnerRanking ranking = new WinnerRanking(DATABASE.database());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
    }

    @Test
    void the_ledger_gives_back_what_was_saved() {
        TestedRun run = new TestedRun(
                "f0000000000000aa",
                3,
                Map.of("exit_level", "a \"b\" {c} ä"),
                new RunStatistics(1.1, 2.2, 3.3, Double.POSITIVE_INFINITY, 100, -1e15, 0, Double.NaN, 7, 1e-300),
                true);
        RunSetup setup = setup(1, "BTC/USD", StoredRuns.gridOf(List.of(run)));
        save(setup, List.of(run));

        assertThat(ranking.best(query(RunOrder.TOTAL_RETURN, 5)))
                .singleElement()
                .satisfies(ranked -> {
                    assertThat(ranked.run()).isEqualTo(run);
                    assertThat(ranked.setup()).isEqualTo(setup);
                    assertThat(ranked.testedAt()).isNotNull();
                    assertThat(ranked.identicalRuns()).isEqualTo(1);
                });
        long hash = 0xf0000000000000aaL;
        long outcome = outcomeOf(hash);
        assertThat(ledger.known(new long[] {hash, 0xbbL}))
                .containsOnlyKeys(hash)
                .containsValue(new KnownRun(outcome, run.statistics(), true, 1, "digest", "1"));
    }

    private static long outcomeOf(long hash) {
        return DATABASE.database()
                .first("select outcome_id from backtest_run where params_hash = ?", row -> row.getLong(1), hash)
                .orElseThrow();
    }

    @Test
    void whatever_winners_are_ranked_or_bounded_by_is_in_their_index() {
        String index = DATABASE.database()
                .first("select pg_get_indexdef('backtest_outcome_won'::regclass)", row -> row.getString(1))
                .orElseThrow();

        assertThat(RunOrder.codes()).allMatch(index::contains);
        assertThat(Metric.names()).allMatch(index::contains);
        assertThat(index).contains("(setup_id, id)", "runs", "first_index", "WHERE is_winner");
    }

    @Test
    void the_text_of_numbers_and_the_order_of_parameters_survive() {
        Map<String, Object> combination = new LinkedHashMap<>();
        combination.put("stop_pct", 2.0);
        combination.put("rsi_min", 70);
        combination.put("use_trailing", null);
        save(1, "BTC/USD", run(1, combination, 5, 1));

        assertThat(ranking.best(query(RunOrder.TOTAL_RETURN, 1)).get(0).run().combination())
                .hasToString("{stop_pct=2.0, rsi_min=70, use_trailing=null}");
    }

    @Test
    void saving_again_replaces_the_row() {
        save(1, "BTC/USD", run(1, Map.of("rsi_min", 70), 5, 1));
        save(2, "BTC/USD", run(1, Map.of("rsi_min", 70), 6, 1));

        assertThat(analysis.totals(MarketFilter.ANY).runs()).isEqualTo(1);
        assertThat(ranking.best(query(RunOrder.TOTAL_RETURN, 1)))
                .singleElement()
                .satisfies(ranked -> {
                    assertThat(ranked.run().statistics().totalReturn()).isEqualTo(6);
                    assertThat(ranked.setup().jobId()).isEqualTo(2);
                });
    }

    @Test
    void a_job_that_registers_again_keeps_its_setup() {
        long first = ledger.register(setup(1, "BTC/USD", Map.of()));

        assertThat(ledger.register(setup(1, "BTC/USD", Map.of()))).isEqualTo(first);
        assertThat(ledger.register(setup(2, "BTC/USD", Map.of()))).isNotEqualTo(first);
    }

    @Test
    void a_market_with_more_discoveries_than_can_be_named_one_by_one_is_refused_wherever_one_is_chosen() {
        MarketFilter market = new MarketFilter("bitstamp", "BTC/USD", null);
        DATABASE.database().update("""
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select n, 'bitstamp', 'BTC/USD', '30m', '2024-01-01', '2024-02-01', '{}', '{}', 'digest', '1'
                from generate_series(1, ?) n
                """, SetupChoice.MAX);
        Reevaluation reevaluation = new Reevaluation(DATABASE.database());
        List<ThrowingCallable> choices = List.of(
                () -> analysis.winnerStatistics(market),
                () -> analysis.tallies(market, () -> {}),
                () -> ranking.best(new WinnerQuery(market, RunOrder.TOTAL_RETURN, 0, 1, true)),
                () -> reevaluation.setups(market, null, () -> {}));

        assertThat(choices).allSatisfy(choice -> assertThatCode(choice).doesNotThrowAnyException());
        ledger.register(setup(SetupChoice.MAX + 1L, "BTC/USD", Map.of()));

        assertThat(choices).allSatisfy(choice -> assertThatThrownBy(choice)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 100,000 discoveries are meant"));
        assertThat(analysis.winnerStatistics(MarketFilter.ANY)).isNotNull();
        assertThat(reevaluation.setups(market, 7L, () -> {})).hasSize(1);
    }

    @Test
    void ties_are_broken_by_drawdown_then_by_grid_order() {
        save(
                1,
                "BTC/USD",
                run(3, Map.of("rsi_min", 3), 5, 2),
                run(1, Map.of("rsi_min", 1), 5, 2.5),
                run(2, Map.of("rsi_min", 2), 5, 2, 11),
                run(4, Map.of("rsi_min", 4), 9, 9));

        assertThat(ranks(query(RunOrder.TOTAL_RETURN, 10))).containsExactly(4L, 2L, 3L, 1L);
        assertThat(ranks(query(RunOrder.MAX_DRAWDOWN, 10))).containsExactly(2L, 3L, 1L, 4L);
        assertThat(ranks(query(RunOrder.TOTAL_RETURN, 2))).containsExactly(4L, 2L);
    }

    @Test
    void an_infinite_profit_factor_ranks_first_and_an_undefined_one_last() {
        save(
                1,
                "BTC/USD",
                profitFactor(1, 1500),
                profitFactor(2, Double.NaN),
                profitFactor(3, Double.POSITIVE_INFINITY),
                profitFactor(4, 1.5));

        assertThat(ranks(query(RunOrder.PROFIT_FACTOR, 10))).containsExactly(3L, 1L, 4L, 2L);
        assertThat(analysis.winnerStatistics(MarketFilter.ANY).avgProfitFactor())
                .isEqualTo((1500 + 1.5) / 2);
    }

    @Test
    void runs_with_the_same_outcome_on_the_same_bars_count_as_one_and_tell_how_many() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 2), run(2, Map.of("a", 2), 5, 2), run(3, Map.of("a", 3), 4, 2));

        List<RankedRun> distinct = ranking.best(query(RunOrder.TOTAL_RETURN, 10));
        assertThat(distinct).extracting(r -> r.run().gridIndex()).containsExactly(1L, 3L);
        assertThat(distinct).extracting(RankedRun::identicalRuns).containsExactly(2L, 1L);
        assertThat(ranking.best(new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, 0, 10, false)))
                .extracting(r -> r.run().gridIndex())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_list_is_full_however_many_runs_share_the_best_outcomes() {
        TestedRun[] runs = LongStream.range(0, 120)
                .mapToObj(i -> run(i, Map.of("a", i), i < 100 ? 9 : i % 4, 2))
                .toArray(TestedRun[]::new);
        save(1, "BTC/USD", runs);

        List<RankedRun> best = ranking.best(query(RunOrder.TOTAL_RETURN, 3));
        assertThat(best).extracting(r -> r.run().gridIndex()).containsExactly(0L, 103L, 102L);
        assertThat(best).extracting(RankedRun::identicalRuns).containsExactly(100L, 5L, 5L);
        assertThat(ranking.best(query(RunOrder.TOTAL_RETURN, 10))).hasSize(5);
    }

    @Test
    void losers_and_winners_with_too_few_trades_are_not_ranked() {
        TestedRun loser = run(1, Map.of("a", 1), 50, 1);
        save(
                1,
                "BTC/USD",
                new TestedRun(loser.paramsHash(), 1, loser.combination(), loser.statistics(), false),
                run(2, Map.of("a", 2), 40, 1, 9),
                run(3, Map.of("a", 3), 1, 1, 10));

        assertThat(ranks(new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, 10, 10, true)))
                .containsExactly(3L);
        WinnerStatistics statistics = analysis.winnerStatistics(MarketFilter.ANY);
        assertThat(statistics.totalWinners()).isEqualTo(2);
        assertThat(statistics.bestReturn()).isEqualTo(40);
        assertThat(analysis.totals(MarketFilter.ANY).bestReturn()).isEqualTo(50);
    }

    @Test
    void markets_can_be_looked_at_apart() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 1));
        save(2, "ETH/USD", run(2, Map.of("a", 2), 7, 1));

        MarketFilter bitcoin = new MarketFilter("bitstamp", "BTC/USD", "30m");
        assertThat(ranks(new WinnerQuery(bitcoin, RunOrder.TOTAL_RETURN, 0, 10, true)))
                .containsExactly(1L);
        assertThat(analysis.winnerStatistics(bitcoin).bestReturn()).isEqualTo(5);
        assertThat(analysis.winnerStatistics(new MarketFilter(null, null, "1h")))
                .isEqualTo(new WinnerStatistics(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void an_empty_ledger_is_all_zeros() {
        assertThat(analysis.totals(MarketFilter.ANY))
                .isEqualTo(new LedgerTotals(0, 0, new WinnerStatistics(0, 0, 0, 0, 0, 0, 0)));
        assertThat(analysis.tallies(MarketFilter.ANY, () -> {}))
                .isEqualTo(new ValueTallies(Tally.NONE, List.of(), List.of(), 0));
    }

    @Test
    void runs_can_be_judged_anew() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 1), run(2, Map.of("a", 2), 4, 1));
        ledger.markWinners(setup(1, "BTC/USD", Map.of()).window(), new long[] {outcomeOf(1), -1}, false);

        assertThat(ranks(query(RunOrder.TOTAL_RETURN, 10))).containsExactly(2L);
    }

    @Test
    void tallies_count_every_value_of_every_parameter() {
        GoldenDiscovery golden = GoldenDiscovery.all().findFirst().orElseThrow();
        save(setup(1, "BTCUSD", golden.gridValues()), golden.runs());

        ValueTallies expected = GoldenDiscovery.tallies(golden.runs());
        ValueTallies actual = analysis.tallies(MarketFilter.ANY, () -> {});
        assertThat(actual)
                .usingRecursiveComparison(CLOSE)
                .ignoringFields("values", "pairs")
                .isEqualTo(expected);
        assertThat(actual.values())
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(actual.pairs())
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactlyInAnyOrderElementsOf(expected.pairs());
    }

    @Test
    void tallies_of_a_market_and_range_leave_the_others_out_and_join_equal_values() {
        save(1, "BTC/USD", run(1, Map.of("a", 70), 5, 1));
        save(2, "BTC/USD", run(2, Map.of("a", 70.0), 6, 1));
        save(3, "ETH/USD", run(3, Map.of("a", 70), 7, 1));

        MarketFilter bitcoin = MarketFilter.of(null, "Bitstamp", "BTC/USD", null, "2014-01-01T00:00:00Z", null);
        assertThat(analysis.tallies(bitcoin, () -> {}).values())
                .filteredOn(tally -> tally.value().isNumber())
                .singleElement()
                .satisfies(tally -> assertThat(tally.runs()).isEqualTo(new Tally(2, 11, 6, 0, 2, 0)));
        MarketFilter otherRange = MarketFilter.of(null, null, "BTC/USD", null, "2014-01-02", null);
        assertThat(analysis.tallies(otherRange, () -> {}).values()).isEmpty();
    }

    @Test
    void discoveries_that_tried_too_many_values_together_are_refused_and_a_cancel_is_seen() {
        Map<String, List<Object>> wide = Map.of("a", Collections.nCopies(600_000, (Object) 1));
        save(setup(1, "BTC/USD", wide), List.of(run(1, Map.of("a", 1), 5, 1)));
        save(setup(2, "ETH/USD", wide), List.of(run(2, Map.of("a", 1), 5, 1)));

        assertThat(analysis.tallies(MarketFilter.ANY, () -> {}).runs().winners())
                .as("both searched the same grid, which is counted once")
                .isEqualTo(2);
        assertThatThrownBy(() -> analysis.tallies(MarketFilter.ANY, () -> {
                    throw new JobStoppedException(1);
                }))
                .isInstanceOf(JobStoppedException.class);

        save(
                setup(3, "LTC/USD", Map.of("a", Collections.nCopies(600_001, (Object) 1))),
                List.of(run(3, Map.of("a", 1), 5, 1)));
        assertThatThrownBy(() -> analysis.tallies(MarketFilter.ANY, () -> {}))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("name a market");
        assertThat(analysis.tallies(new MarketFilter(null, "LTC/USD", null), () -> {})
                        .runs()
                        .winners())
                .isEqualTo(1);
    }

    @Test
    void an_outcome_that_several_discoveries_share_counts_once() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 1), run(2, Map.of("a", 2), 5, 1));
        save(2, "BTC/USD", run(3, Map.of("b", 1), 5, 1), run(4, Map.of("b", 2), 5, 1));

        Tally all = analysis.tallies(MarketFilter.ANY, () -> {}).runs();
        assertThat(all.winners()).isEqualTo(4);
        assertThat(all.winnerOutcomes()).isEqualTo(1);
    }

    @Test
    void winners_can_be_held_to_bounds() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 1), run(2, Map.of("a", 2), 9, 4), profitFactor(3, Double.NaN));

        assertThat(ranks(bounded(new WinnerBounds(6.0, null, null, null, null))))
                .containsExactly(2L);
        assertThat(ranks(bounded(new WinnerBounds(null, null, 1.0, 1.5, 60.0)))).containsExactly(1L);
        assertThat(ranks(bounded(new WinnerBounds(null, null, null, null, 60.1))))
                .isEmpty();
    }

    @Test
    void a_winner_whose_drawdown_with_open_positions_is_not_known_is_outside_of_a_bound_on_it() {
        save(1, "BTC/USD", run(1, Map.of("a", 1), 5, 1), run(2, Map.of("a", 2), 9, 4), profitFactor(3, 2));

        assertThat(ranks(bounded(WinnerBounds.NONE.withMaxMarkToMarketDrawdown(2.0))))
                .containsExactly(1L);
        assertThat(ranks(bounded(WinnerBounds.NONE.withMaxMarkToMarketDrawdown(1e9))))
                .containsExactly(2L, 1L);
        assertThat(ranks(query(RunOrder.MAX_MARK_TO_MARKET_DRAWDOWN, 10))).containsExactly(1L, 2L, 3L);
    }

    private static WinnerQuery bounded(WinnerBounds bounds) {
        return new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, bounds, 0, 10, true, null);
    }

    private List<Long> ranks(WinnerQuery query) {
        return ranking.best(query).stream().map(r -> r.run().gridIndex()).toList();
    }

    private static WinnerQuery query(RunOrder order, int limit) {
        return new WinnerQuery(MarketFilter.ANY, order, 0, limit, true);
    }

    private void save(long jobId, String symbol, TestedRun... runs) {
        save(setup(jobId, symbol, StoredRuns.gridOf(List.of(runs))), List.of(runs));
    }

    private void save(RunSetup setup, List<TestedRun> runs) {
        DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(runs)));
    }

    private static RunSetup setup(long jobId, String symbol, Map<String, List<Object>> grid) {
        return new RunSetup(
                jobId,
                "bitstamp",
                symbol,
                "30m",
                "2014-01-01",
                "2014-07-15T19:00:00",
                Map.of("commission", 0.0004),
                grid,
                "digest",
                "1");
    }

    private static TestedRun run(long index, Map<String, Object> combination, double totalReturn, double drawdown) {
        return run(index, combination, totalReturn, drawdown, 20);
    }

    private static TestedRun run(
            long index, Map<String, Object> combination, double totalReturn, double drawdown, int trades) {
        return new TestedRun(
                "%016x".formatted(index),
                index,
                combination,
                new RunStatistics(totalReturn, drawdown, 2 * drawdown, 1.5, 60, 1, 2, 3, trades, 0.1),
                true);
    }

    private static TestedRun profitFactor(long index, double profitFactor) {
        return new TestedRun(
                "%016x".formatted(index),
                index,
                Map.of("a", index),
                new RunStatistics(5, 1, Double.NaN, profitFactor, 60, 1, 2, 3, 20, 0.1),
                true);
    }
}
