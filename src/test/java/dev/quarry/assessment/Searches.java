package dev.quarry.assessment;

import dev.quarry.calibration.SyntheticMarket;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
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

/** Searches with their winners. */
final class Searches {

    static final Map<String, Object> BASE = Map.of("trade_direction", "Both", "commission", 0.0001);
    static final Grid GRID = grid();

    private Searches() {}

    /** Nothing that was tells anything about what comes. */
    static Bars noise(long seed) {
        return SyntheticMarket.halfHours(SyntheticMarket.Kind.RANDOM_WALK, 0).bars(seed);
    }

    /** Selling a spike and buying a dip pays: a yearly ratio of about 9. */
    static Bars reverting(long seed) {
        return SyntheticMarket.halfHours(SyntheticMarket.Kind.REVERTING, 0.65).bars(seed);
    }

    /** In a fixed order: the order of {@code Map.of} differs from one JVM to the next, and with it what a seed draws. */
    private static Grid grid() {
        Map<String, List<?>> values = new LinkedHashMap<>();
        values.put("rsi_min", List.of(55, 60, 65, 70));
        values.put("rsi_ma_min", List.of(50, 55, 60, 65));
        values.put("bb_std", List.of(1.6, 2.0, 2.4));
        values.put("stop_pct", List.of(1.0, 2.0, 3.0));
        values.put("entry_band_mode", List.of("Either", "KC", "BB", "Both"));
        return Grid.of(RsiBands.STRATEGY, values);
    }

    static Search of(Bars bars) {
        return Search.of(new IndicatorCache(bars), GRID, BASE);
    }

    /** The raw parameters of the combination with the greatest total return. */
    static Map<String, Object> winner(Search search) {
        SweepPlan plan = SweepPlan.of(search.combinations(), search.base());
        GridSearch.Result found = new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(30), 1)
                .run(new FastSweep(search.indicators(), Runnable::run, 1), plan, SweepProgress.NONE);
        return plan.raw(found.best().get(0).combination());
    }

    static Assessment assessment(Bars bars, long seed) {
        Search search = of(bars);
        Map<String, Object> winner = winner(search);
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, seed, () -> {});
        return new Assessor(search, sample, 0, seed).assess(winner, () -> {});
    }

    static Combinations none() {
        return Combinations.searchable(
                Grid.of(RsiBands.STRATEGY, Map.of("stop_pct", List.of(1))), Map.of("stop_mode", "ATR"), () -> {});
    }
}
