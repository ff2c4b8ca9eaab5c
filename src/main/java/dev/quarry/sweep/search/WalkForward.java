package dev.quarry.sweep.search;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SeriesPart;
import dev.quarry.engine.Statistics;
import dev.quarry.series.Bars;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Walk-forward validation (SPEC G.4): a grid search over each training window, whose best combination is then tried on the
 * window that follows it, with fresh cash.
 *
 * @param trainDays length of a training window in days
 * @param testDays length of a test window in days
 * @param stepDays days from the start of one training window to the next
 * @param maxFolds greatest number of folds; absent means as many as fit
 * @param foldEnd which time of the last bar a test window must not end after
 * @param warmupBars bars before a window over which its indicators warm up, where the series has them; 0, as in the
 *     reference, starts them cold, {@link #ALL_BARS} is a pre-roll from the first one
 */
public record WalkForward(
        int trainDays, int testDays, int stepDays, OptionalInt maxFolds, FoldEnd foldEnd, int warmupBars) {

    /** More than any series has. */
    public static final int ALL_BARS = Integer.MAX_VALUE;

    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final int MAX_DAYS = 36_500;
    private static final List<String> NAMES =
            List.of("train_days", "test_days", "step_days", "max_folds", "fold_end", "warmup_bars");

    /** Windows of a fold, milliseconds since the epoch, UTC; each ends where it says, exclusively. */
    public record Split(long trainStart, long trainEnd, long testEnd) {}

    /**
     * One fold.
     *
     * @param number 1-based among all splits
     * @param split its windows; the test window starts where training ends
     * @param best the best combination of the training window; null when none met the constraints
     * @param test statistics of that combination over the test window; null when there is no {@code best}
     */
    public record Fold(int number, Split split, CombinationResult best, Statistics test) {

        /** Whether there is a combination and its test. */
        public boolean ok() {
            return best != null;
        }
    }

    /**
     * Reads the settings by their names in the REST contract; null is as good as absent. Faults stay with the reader.
     */
    public static WalkForward read(ParameterReader reader) {
        reader.refuseOthersThan(NAMES);
        int testDays =
                reader.wholeLimit("test_days", OptionalInt.empty(), 1, MAX_DAYS).orElse(30);
        return new WalkForward(
                reader.wholeLimit("train_days", OptionalInt.empty(), 1, MAX_DAYS)
                        .orElse(180),
                testDays,
                reader.wholeLimit("step_days", OptionalInt.empty(), 1, MAX_DAYS).orElse(testDays),
                reader.wholeLimit("max_folds", OptionalInt.empty(), 1, Integer.MAX_VALUE),
                reader.choice("fold_end", FoldEnd.CLOSE),
                reader.wholeLimit("warmup_bars", OptionalInt.empty(), 0, 1_000_000)
                        .orElse(0));
    }

    /** The folds that fit into a series: those whose test window ends no later than the last bar, see {@link FoldEnd}. */
    public List<Split> splits(Bars bars) {
        List<Split> splits = new ArrayList<>();
        if (bars.size() == 0) {
            return splits;
        }
        long last = foldEnd.of(bars);
        int most = maxFolds.orElse(Integer.MAX_VALUE);
        for (long start = bars.openTime()[0]; splits.size() < most; start += stepDays * DAY_MILLIS) {
            long trainEnd = start + trainDays * DAY_MILLIS;
            long testEnd = trainEnd + testDays * DAY_MILLIS;
            if (testEnd > last) {
                break;
            }
            splits.add(new Split(start, trainEnd, testEnd));
        }
        return splits;
    }

    /** The searches of the training windows of all folds that have bars to train and to test on. */
    public Trainings trainings(Bars bars) {
        List<Numbered> folds = folds(bars);
        return new Trainings(folds.size(), k -> {
            Split split = folds.get(k).split();
            return new SeriesPart.Window(
                    bars.firstAtOrAfter(split.trainStart()), bars.firstAtOrAfter(split.trainEnd()), warmupBars);
        });
    }

    /** A split that has bars to train and to test on. */
    private record Numbered(int number, Split split) {}

    private List<Numbered> folds(Bars bars) {
        List<Split> splits = splits(bars);
        List<Numbered> folds = new ArrayList<>();
        for (int k = 0; k < splits.size(); k++) {
            Split split = splits.get(k);
            int testFrom = bars.firstAtOrAfter(split.trainEnd());
            if (bars.firstAtOrAfter(split.trainStart()) < testFrom && testFrom < bars.firstAtOrAfter(split.testEnd())) {
                folds.add(new Numbered(k + 1, split));
            }
        }
        return folds;
    }

    /**
     * Tries what was chosen on the windows that follow.
     *
     * @param trained what each of the {@link #trainings} found
     * @param checkpoint is called before each test; what it throws ends the work
     */
    public WalkForwardResult test(
            IndicatorCache series, SweepPlan plan, List<GridSearch.Result> trained, Runnable checkpoint) {
        List<Numbered> folds = folds(series.bars());
        List<Fold> tested = new ArrayList<>();
        for (int k = 0; k < folds.size(); k++) {
            checkpoint.run();
            Split split = folds.get(k).split();
            CombinationResult best = trained.get(k).best().stream().findFirst().orElse(null);
            Statistics test = best == null
                    ? null
                    : Backtest.statistics(
                            testWindow(series, split),
                            plan.parameters(best.combination()).orThrow());
            tested.add(new Fold(folds.get(k).number(), split, best, test));
        }
        return new WalkForwardResult(splits(series.bars()).size(), tested);
    }

    /** The bars of a split's test window, with indicators warmed up as in a run. */
    public IndicatorCache testWindow(IndicatorCache series, Split split) {
        Bars bars = series.bars();
        return series.window(bars.firstAtOrAfter(split.trainEnd()), bars.firstAtOrAfter(split.testEnd()), warmupBars);
    }

    /** The same with indicators from the first bar before the series. */
    public WalkForward preRolled() {
        return new WalkForward(trainDays, testDays, stepDays, maxFolds, foldEnd, ALL_BARS);
    }
}
