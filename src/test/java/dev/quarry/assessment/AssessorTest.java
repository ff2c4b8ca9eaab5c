package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.Verdict.Outcome;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AssessorTest {

    private static final Runnable ON = () -> {};

    @Test
    void the_best_of_a_search_in_noise_is_called_luck() {
        int luck = 0;
        for (long seed = 1; seed <= 10; seed++) {
            Outcome outcome =
                    Searches.assessment(Searches.noise(seed), seed).verdict().outcome();
            assertThat(outcome).as("seed " + seed).isNotEqualTo(Outcome.HOLDS_UP);
            luck += outcome == Outcome.LIKELY_LUCK || outcome == Outcome.NO_EDGE ? 1 : 0;
        }
        assertThat(luck).as("of 10").isGreaterThan(5);
    }

    @Test
    void an_edge_that_is_there_holds_up() {
        for (long seed = 1; seed <= 3; seed++) {
            Assessment assessment = Searches.assessment(Searches.reverting(seed), seed);
            assertThat(assessment.verdict().outcome())
                    .as(assessment.verdict().sentence())
                    .isEqualTo(Outcome.HOLDS_UP);
            assertThat(assessment.rotation().pValue()).isLessThan(0.05);
            assertThat(assessment.deflatedSharpe()).isBetween(0.5, assessment.probabilisticSharpe());
            assertThat(assessment.yearlySharpe().lower()).isPositive();
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_and_another_one_others() {
        Assessment first = Searches.assessment(Searches.noise(3), 7);
        assertThat(AssessmentReport.of(Searches.assessment(Searches.noise(3), 7)))
                .isEqualTo(AssessmentReport.of(first));
        assertThat(Searches.assessment(Searches.noise(3), 8).rotation()).isNotEqualTo(first.rotation());
    }

    @Test
    void figures_are_those_of_the_back_test() {
        Search search = Searches.of(Searches.noise(5));
        Map<String, Object> winner = Searches.winner(search);
        Assessment assessment = assess(search, winner, 0);
        var result = Backtest.run(
                search.indicators().bars(), search.parameters(winner).orThrow());

        assertThat(assessment.trades()).isEqualTo(result.trades().size());
        assertThat(assessment.costs().returnPercentAt1x())
                .isEqualTo(result.statistics().totalReturnPercent());
        assertThat(assessment.returnPercent().estimate())
                .isCloseTo(result.statistics().totalReturnPercent(), within(1e-6));
        assertThat(assessment.yearlySharpe().estimate())
                .isCloseTo(assessment.performance().dailySharpe(), within(1e-9));
        assertThat(assessment.drawdownPercent().estimate())
                .isLessThanOrEqualTo(assessment.performance().maxDrawdownPercent() + 1e-9);
        assertThat(assessment.trials()).isEqualTo(search.size());
        assertThat(assessment.holding().returnPercent())
                .isCloseTo(
                        (search.indicators().bars().close()[9_408 - 1]
                                                / search.indicators().bars().close()[0]
                                        - 1)
                                * 100,
                        within(1e-9));
    }

    @Test
    void trials_of_which_only_the_number_is_known_are_reported_and_change_nothing() {
        Search search = Searches.of(Searches.reverting(2));
        Map<String, Object> winner = Searches.winner(search);
        Assessment few = assess(search, winner, 0);
        Assessment many = assess(search, winner, 10_000_000);

        assertThat(many.trials()).isEqualTo(10_000_000);
        assertThat(many.effectiveTrials()).isEqualTo(few.effectiveTrials());
        assertThat(many.luckProbability()).isEqualTo(few.luckProbability());
        assertThat(many.verdict().outcome()).isEqualTo(few.verdict().outcome());
    }

    @Property(tries = 60)
    void dearer_trading_never_earns_more_where_sizes_do_not_depend_on_what_was_earned(@ForAll long seed) {
        // One unit a trade, no loss limit and no cap: the same trades whatever the commission.
        Map<String, Object> raw = new HashMap<>(Map.of(
                "trade_direction",
                "Both",
                "rsi_min",
                50,
                "rsi_ma_min",
                45,
                "risk_per_trade_pct",
                0,
                "cash",
                1e9,
                "commission",
                0.001));
        raw.put("daily_loss_limit", null);
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, raw, StrategyParameters.SEARCH_COMMISSION)
                .orThrow();
        CostStress costs = CostStress.of(
                new IndicatorCache(RandomMarket.bars(Timeframe.M30, 400, seed)),
                parameters,
                Backtest.run(RandomMarket.bars(Timeframe.M30, 400, seed), parameters)
                        .statistics()
                        .totalReturnPercent());
        assertThat(costs.returnPercentAt2x()).isLessThanOrEqualTo(costs.returnPercentAt1x());
        assertThat(costs.returnPercentAt3x()).isLessThanOrEqualTo(costs.returnPercentAt2x());
    }

    @Property(tries = 25)
    void any_strategy_on_any_series_can_be_assessed(@ForAll Timeframe timeframe, @ForAll long seed) {
        Search search = Search.of(
                new IndicatorCache(RandomMarket.bars(timeframe, 1 + (int) Math.floorMod(seed, 600L), seed)),
                Searches.GRID,
                Map.of());
        Map<String, Object> winner = RandomMarket.parameters(seed).toMap();
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 5, seed, ON);
        Assessment assessment = new Assessor(search, sample, 0, seed).assess(winner, ON);

        assertThat(assessment.verdict().sentence()).isNotBlank();
        assertThat(AssessmentReport.of(assessment).costStress().commission())
                .isEqualTo(assessment.costs().commission());
        if (assessment.trades() == 0) {
            assertThat(assessment.rotation().shifts()).isZero();
            assertThat(assessment.costs().returnPercentAt3x()).isZero();
        } else {
            assertThat(assessment.rotation().pValue()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void it_stops_where_the_checkpoint_throws() {
        Search search = Searches.of(Searches.noise(1));
        Map<String, Object> winner = Searches.winner(search);
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 3, 1, ON);
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> new Assessor(search, sample, 0, 1).assess(winner, () -> {
                    if (calls.incrementAndGet() == 4) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(calls).hasValue(4);
    }

    @Test
    void parameters_that_cannot_be_run_are_named() {
        Search search = Searches.of(Searches.noise(1));
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 2, 1, ON);
        assertThatThrownBy(() -> new Assessor(search, sample, 0, 1).assess(Map.of("stop_pct", -1), ON))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("stop_pct");
    }

    private static Assessment assess(Search search, Map<String, Object> winner, long distinctTrials) {
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 50, 1, ON);
        return new Assessor(search, sample, distinctTrials, 1).assess(winner, ON);
    }
}
