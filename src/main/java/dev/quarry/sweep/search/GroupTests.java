package dev.quarry.sweep.search;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.PurgedCrossValidation.Group;
import dev.quarry.sweep.search.PurgedCrossValidationResult.GroupTest;
import dev.quarry.sweep.search.PurgedCrossValidationResult.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries what splits chose on the groups that they were not trained on, each group by itself with fresh cash. */
record GroupTests(IndicatorCache series, SweepPlan plan, List<Group> groups) {

    /** For each split the tests of its groups. One after the other group, so that the indicators of one are in memory. */
    List<List<GroupTest>> of(List<Split> splits, Runnable checkpoint) {
        List<List<GroupTest>> tests = new ArrayList<>();
        splits.forEach(split -> tests.add(new ArrayList<>()));
        for (int number = 0; number < groups.size(); number++) {
            Group group = groups.get(number);
            IndicatorCache window = series.window(group.from(), group.to(), WalkForward.ALL_BARS);
            Map<Long, GroupTest> known = new HashMap<>();
            for (int k = 0; k < splits.size(); k++) {
                Split split = splits.get(k);
                if (split.tested().contains(number)) {
                    checkpoint.run();
                    tests.get(k)
                            .add(known.computeIfAbsent(
                                    split.ok() ? split.best().combination().index() : -1,
                                    index -> test(window, split.best())));
                }
            }
        }
        return tests;
    }

    /** Where nothing was chosen, nothing is traded. */
    private GroupTest test(IndicatorCache window, CombinationResult best) {
        if (best == null) {
            return new GroupTest(new double[DailyReturns.dayEnds(window.bars()).length], 0);
        }
        StrategyParameters parameters = plan.parameters(best.combination()).orThrow();
        BacktestResult result = Backtest.run(window, parameters);
        double[] returns = DailyReturns.of(
                window.bars(), result.markToMarketCurve(), parameters.account().cash());
        return new GroupTest(returns, result.trades().size());
    }
}
