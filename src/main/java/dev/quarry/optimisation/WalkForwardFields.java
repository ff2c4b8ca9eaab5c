package dev.quarry.optimisation;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.search.WalkForward;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;

/**
 * The form of the windows of {@link WalkForward} in a request, for the API's description only: they are read by their
 * own reader, which also accepts numbers that are written as strings.
 *
 * @param trainDays see {@link WalkForward}
 * @param testDays see {@link WalkForward}
 * @param stepDays see {@link WalkForward}
 * @param maxFolds see {@link WalkForward}
 * @param foldEnd see {@link WalkForward}
 * @param warmupBars see {@link WalkForward}
 */
record WalkForwardFields(
        @Described(value = "Length of a training window", title = "Train on, days") @Min(1) @Max(MAX_DAYS) Integer trainDays,

        @Described(value = "Length of the test window that follows it", title = "Test on, days") @Min(1) @Max(MAX_DAYS) Integer testDays,

        @Described(
                value = "From the start of one training window to the next; test_days when absent",
                title = "Step, days")
        @Min(1) @Max(MAX_DAYS) Integer stepDays,

        @Described(value = "Greatest number of folds; as many as fit when absent", title = "Folds at most") @Min(1) Integer maxFolds,

        @Described(
                value = "A test window ends no later than the last bar closes, or, as in the reference, opens",
                title = "Last fold ends by",
                oneOf = "close, open")
        String foldEnd,

        @Described(value = "Bars before a window over which its indicators warm up", title = "Warm-up, bars")
        @Min(0) @Max(MAX_BARS) Integer warmupBars) {

    private static final int MAX_DAYS = 36_500;
    private static final int MAX_BARS = 1_000_000;

    WalkForwardFields {
        WalkForward defaults = WalkForward.read(new ParameterReader(Map.of()));
        trainDays = trainDays == null ? Integer.valueOf(defaults.trainDays()) : trainDays;
        testDays = testDays == null ? Integer.valueOf(defaults.testDays()) : testDays;
        foldEnd = foldEnd == null ? defaults.foldEnd().text() : foldEnd;
        warmupBars = warmupBars == null ? Integer.valueOf(defaults.warmupBars()) : warmupBars;
    }

    /** The windows of a valid request. */
    static WalkForward read(Map<String, Object> walkForward, Warmup warmup) {
        WalkForward windows = WalkForward.read(new ParameterReader(walkForward));
        return warmup == Warmup.PRE_ROLL ? windows.preRolled() : windows;
    }

    /** What is wrong with them, each named as {@code walk_forward.x}. */
    static List<Violation> violations(Map<String, Object> walkForward, Warmup warmup) {
        ParameterReader windows = new ParameterReader(walkForward);
        if (WalkForward.read(windows).warmupBars() > 0 && warmup == Warmup.PRE_ROLL) {
            windows.fault(
                    "warmup_bars", "must be absent with warmup pre_roll, which warms up over all bars before a window");
        }
        return windows.faults().stream()
                .map(fault -> new Violation("walk_forward." + fault.name(), fault.reason()))
                .toList();
    }
}
