package dev.quarry.calibration;

import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.assessment.Search;
import dev.quarry.calibration.SyntheticMarket.Kind;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.inference.Verdict;
import dev.quarry.optimisation.sampled.SampledSearch;
import dev.quarry.optimisation.sampled.SamplingRequest;
import dev.quarry.sampler.SamplerKind;
import dev.quarry.series.Bars;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What verdicts say of winners that a sampler found in markets without an edge, of {@code quarry.bench.seeds} markets of
 * each kind (40), by {@code quarry.bench.trials} trials (1,000) of the comprehensive grid.
 */
public final class SampledCalibration {

    private static final int SEEDS = Integer.getInteger("quarry.bench.seeds", 40);
    private static final int TRIALS = Integer.getInteger("quarry.bench.trials", 1_000);
    private static final Map<String, Object> BASE = Map.of("trade_direction", "Both", "commission", 0.0001);

    private SampledCalibration() {}

    public static void main(String[] args) {
        for (SamplerKind kind : SamplerKind.values()) {
            for (Kind market : new Kind[] {Kind.RANDOM_WALK, Kind.GARCH}) {
                said(kind, SyntheticMarket.halfHours(market, 0));
                said(kind, SyntheticMarket.fourHours(market, 0));
            }
        }
    }

    private static void said(SamplerKind kind, SyntheticMarket market) {
        Map<Verdict.Outcome, Integer> said = new EnumMap<>(Verdict.Outcome.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            verdict(kind, market.bars(seed), seed + 1, TRIALS).ifPresent(one -> said.merge(one, 1, Integer::sum));
        }
        System.out.println(
                kind.text() + ", " + market.kind() + ", " + market.timeframe().code() + ": " + said);
    }

    /** What is said of the best of a search; empty where nothing had enough trades. */
    static Optional<Verdict.Outcome> verdict(SamplerKind kind, Bars bars, long seed, int trials) {
        SweepPlan plan = SweepPlan.of(Combinations.distinct(TrialSearch.LARGE, BASE, () -> {}), BASE);
        IndicatorCache indicators = new IndicatorCache(bars);
        SampledSearch.Found found = new SampledSearch(
                        new SamplingRequest(kind.text(), trials, seed, null, null),
                        new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(Verdict.FEWEST_TRADES), 1),
                        plan,
                        all -> new FastSweep(indicators, Runnable::run, 1),
                        bars.size(),
                        SweepProgress.NONE)
                .run();
        Search search = new Search(indicators, Combinations.listed(TrialSearch.LARGE, found.tried()), BASE);
        return found.ranked().best().stream()
                .findFirst()
                .map(CombinationResult::combination)
                .map(winner -> TrialSearch.assess(search, plan.raw(winner), OutcomeSketch.EMPTY)
                        .verdict()
                        .outcome());
    }
}
