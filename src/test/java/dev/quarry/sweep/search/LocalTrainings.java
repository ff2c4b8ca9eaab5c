package dev.quarry.sweep.search;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.List;
import java.util.function.Function;

/** Validations as one process runs them, whatever its engine. */
public record LocalTrainings(
        IndicatorCache series, Function<IndicatorCache, SweepEngine> engines, SweepPlan plan, GridSearch search) {

    public WalkForwardResult walk(WalkForward windows) {
        return windows.test(series, plan, trained(windows.trainings(series.bars())), () -> {});
    }

    public PurgedCrossValidationResult crossValidate(PurgedCrossValidation groups, int purge) {
        return groups.test(series, plan, purge, trained(groups.trainings(series.bars(), purge)), () -> {});
    }

    private List<GridSearch.Result> trained(Trainings trainings) {
        return Trainings.run(
                trainings.all(plan),
                k -> engines.apply(trainings.parts().apply(k).of(series)),
                search,
                SweepProgress.NONE);
    }
}
