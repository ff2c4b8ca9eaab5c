package dev.quarry.calibration;

import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.OutOfSample;
import dev.quarry.assessment.Search;
import dev.quarry.inference.Verdict;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.Degradation;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.LocalTrainings;
import dev.quarry.sweep.search.SearchConstraints;
import dev.quarry.sweep.search.WalkForward;
import dev.quarry.sweep.search.WalkForwardResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the built-in walk-forward says of a search: three ways in which somebody would take it for a yes.
 *
 * @param outOfSample the returns of the test windows are above 0 with a probability of 95 percent or more
 * @param efficient at least half of the return in training is kept in testing (Pardo 2008)
 * @param holdsUp the verdict on what it recommends
 */
record WalkedSearch(boolean outOfSample, boolean efficient, boolean holdsUp) {

    private static final double SURE = 0.95;
    private static final double KEPT = 0.5;
    private static final int FEWEST_TRADES = 5;

    /** Half a year of training days and 15 to test where there are 196; a year and 60 where there are three. */
    static WalkForward windows(Timeframe timeframe) {
        boolean halfHours = timeframe == Timeframe.M30;
        return WalkForward.read(new ParameterReader(
                halfHours ? Map.of("train_days", 90, "test_days", 15) : Map.of("train_days", 365, "test_days", 60)));
    }

    /** Walks through the prices of a search; the assessor is that of the whole of it. */
    static WalkedSearch of(Search search, Metric metric, Assessor assessor) {
        WalkForward windows = windows(search.indicators().bars().timeframe());
        SweepPlan plan = SweepPlan.of(search.combinations(), search.base());
        WalkForwardResult walked = new LocalTrainings(
                        search.indicators(),
                        window -> new FastSweep(window, Runnable::run, 1),
                        plan,
                        new GridSearch(metric, SearchConstraints.minTrades(FEWEST_TRADES), 1))
                .walk(windows);
        if (walked.okFolds().isEmpty()) {
            return new WalkedSearch(false, false, false);
        }
        Optional<OutOfSample> joined = OutOfSample.of(search.indicators(), windows, walked, plan, () -> {});
        Map<String, Object> recommended = new LinkedHashMap<>(search.base());
        recommended.putAll(walked.recommendedParams());
        return new WalkedSearch(
                joined.filter(one -> one.probabilisticSharpe() >= SURE).isPresent(),
                Degradation.of(windows, metric, walked).efficiency() >= KEPT,
                holdsUp(assessor, recommended));
    }

    /** Parameters that are each the most frequent one need not go together. */
    private static boolean holdsUp(Assessor assessor, Map<String, Object> recommended) {
        try {
            return assessor.assess(recommended, () -> {}).verdict().outcome() == Verdict.Outcome.HOLDS_UP;
        } catch (InvalidParametersException e) {
            return false;
        }
    }
}
