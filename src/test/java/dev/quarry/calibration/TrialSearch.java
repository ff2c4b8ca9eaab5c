package dev.quarry.calibration;

import dev.quarry.assessment.Assessment;
import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.assessment.Search;
import dev.quarry.assessment.SearchSample;
import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.inference.Verdict;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search as a user makes it, over prices of which the truth is known: the grid is swept, the best row is taken and
 * assessed.
 *
 * @param market the prices
 * @param grid what is searched
 * @param direction {@code Long}, {@code Short} or {@code Both}
 * @param metric by which the best is the best
 */
public record TrialSearch(SyntheticMarket market, Grid grid, String direction, Metric metric) {

    private static final double DAYS_OF_YEAR = 365;
    private static final int TIMES_AS_LONG = 4;

    /** 288 combinations. */
    public static final Grid SMALL = grid(
            "rsi_min", List.of(55, 60, 65),
            "rsi_ma_min", List.of(50, 55, 60),
            "bb_std", List.of(1.6, 2.0),
            "stop_pct", List.of(1.0, 2.0, 3.0, 4.0),
            "entry_band_mode", List.of("Either", "KC", "BB", "Both"));

    /** 5,000 combinations. */
    public static final Grid MIDDLE = grid(
            "rsi_min", List.of(52, 55, 58, 62, 66),
            "rsi_ma_min", List.of(50, 53, 56, 59, 62),
            "bb_std", List.of(1.6, 1.8, 2.0, 2.2, 2.4),
            "kc_mult", List.of(1.6, 2.0),
            "stop_pct", List.of(1.0, 1.5, 2.0, 3.0, 4.0),
            "entry_band_mode", List.of("Either", "KC", "BB", "Both"));

    /** 252,000 combinations. */
    public static final Grid LARGE =
            Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"));

    /**
     * What came of it.
     *
     * @param assessment of the best row
     * @param truth the winner's yearly Sharpe ratio on other prices of the same market, four times as long; NaN where it
     *     was not asked for
     * @param walked what walking forward says of the same search; null where it was not asked
     */
    record Outcome(Assessment assessment, double truth, WalkedSearch walked) {

        /** What was said. */
        Verdict.Outcome said() {
            return assessment.verdict().outcome();
        }
    }

    /** Searches the prices of that seed; empty when no combination had enough trades. */
    Optional<Outcome> run(long seed, boolean withTruth) {
        Search search = search(market.bars(seed));
        return winner(search).map(winner -> {
            Assessor assessor = assessor(search, OutcomeSketch.EMPTY);
            return new Outcome(
                    assessor.assess(winner, () -> {}),
                    withTruth ? truth(winner, seed) : Double.NaN,
                    walks(seed) ? WalkedSearch.of(search, metric, assessor) : null);
        });
    }

    /** Walking forward takes as long as all else together: half of the searches do. */
    static boolean walks(long seed) {
        return seed % 2 == 0;
    }

    Search search(Bars bars) {
        return Search.of(new IndicatorCache(bars), grid, base());
    }

    private Map<String, Object> base() {
        return Map.of("trade_direction", direction, "commission", 0.0001);
    }

    /** The raw parameters of the best row. */
    Optional<Map<String, Object>> winner(Search search) {
        SweepPlan plan = SweepPlan.of(search.combinations(), search.base());
        List<CombinationResult> best = new GridSearch(metric, SearchConstraints.minTrades(Verdict.FEWEST_TRADES), 1)
                .run(new FastSweep(search.indicators(), Runnable::run, 1), plan, SweepProgress.NONE)
                .best();
        return best.stream().findFirst().map(row -> plan.raw(row.combination()));
    }

    static Assessment assess(Search search, Map<String, Object> winner, OutcomeSketch before) {
        return assessor(search, before).assess(winner, () -> {});
    }

    private static Assessor assessor(Search search, OutcomeSketch before) {
        SearchSample sample = SearchSample.of(search, before, Assessor.SEED, () -> {});
        return new Assessor(search, sample, 0, Assessor.SEED);
    }

    private double truth(Map<String, Object> winner, long seed) {
        Bars fresh = market.times(TIMES_AS_LONG).bars(-1 - seed);
        StrategyParameters parameters = StrategyParameters.parse(
                        RsiBands.STRATEGY, winner, StrategyParameters.SEARCH_COMMISSION)
                .orThrow();
        BacktestResult result = Backtest.run(fresh, parameters);
        double[] returns = DailyReturns.of(
                fresh, result.markToMarketCurve(), parameters.account().cash());
        return ReturnStatistics.sharpe(returns) * Math.sqrt(DAYS_OF_YEAR);
    }

    static Grid grid(Object... namesAndValues) {
        Map<String, List<?>> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (List<?>) namesAndValues[i + 1]);
        }
        return Grid.of(RsiBands.STRATEGY, values);
    }
}
