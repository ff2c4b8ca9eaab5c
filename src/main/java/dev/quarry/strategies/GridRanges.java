package dev.quarry.strategies;

import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.rsibands.GridMaker;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranges that a grid is made out of (SPEC G.3); what is absent is as in {@link GridMaker#DEFAULT}.
 *
 * @param rsiRange least and greatest {@code rsi_min} and {@code rsi_ma_min}
 * @param stopRange least and greatest distance of the stop, in percent or in average true ranges
 * @param bandRange least and greatest {@code bb_std} and {@code kc_mult}
 * @param steps values for each range; equal ones after rounding to one decimal are kept once
 * @param entryModes whether to vary the entry bands
 * @param exitLevels whether to vary the exit level
 * @param stopMode {@code ATR} in any case for a stop in average true ranges, {@code Fixed %} for one in percent
 */
@Example("""
        {"rsi_range": [65, 75], "stop_range": [1.5, 3], "steps": 3}""")
public record GridRanges(
        List<Double> rsiRange,
        List<Double> stopRange,
        List<Double> bandRange,

        @Min(value = 2, message = "must be at least 2") @Max(value = MAX_STEPS, message = "must be at most " + MAX_STEPS) Integer steps,

        Boolean entryModes,
        Boolean exitLevels,
        String stopMode)
        implements Checked {

    private static final int MAX_STEPS = 100;
    private static final double MAX = 1_000;
    private static final String ATR = "ATR";
    private static final String FIXED = "Fixed %";

    public GridRanges {
        rsiRange = rsiRange == null ? list(GridMaker.DEFAULT.rsi()) : rsiRange;
        stopRange = stopRange == null ? list(GridMaker.DEFAULT.stop()) : stopRange;
        bandRange = bandRange == null ? list(GridMaker.DEFAULT.band()) : bandRange;
        steps = steps == null ? Integer.valueOf(GridMaker.DEFAULT.steps()) : steps;
        entryModes = entryModes == null ? Boolean.valueOf(GridMaker.DEFAULT.entryModes()) : entryModes;
        exitLevels = exitLevels == null ? Boolean.valueOf(GridMaker.DEFAULT.exitLevels()) : exitLevels;
        stopMode = stopMode == null ? FIXED : stopMode;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        checkRange("rsi_range", rsiRange, violations);
        checkRange("stop_range", stopRange, violations);
        checkRange("band_range", bandRange, violations);
        if (!stopMode.equalsIgnoreCase(ATR) && !stopMode.equalsIgnoreCase(FIXED)) {
            violations.add(new Violation("stop_mode", "must be one of " + FIXED + ", " + ATR));
        }
        if (violations.isEmpty()) {
            Map<String, Violation> byRange = new LinkedHashMap<>();
            for (ParameterFault fault : Grid.faults(RsiBands.STRATEGY, values())) {
                String field = range(fault.name());
                byRange.putIfAbsent(field, new Violation(field, "gives " + fault.name() + ", which " + fault.reason()));
            }
            violations.addAll(byRange.values());
        }
        return violations;
    }

    /** The grid of ranges without {@link #violations}. */
    Grid grid() {
        return Grid.of(RsiBands.STRATEGY, values());
    }

    private Map<String, List<?>> values() {
        Map<String, List<?>> distinct = new LinkedHashMap<>();
        new GridMaker(
                        range(rsiRange),
                        range(stopRange),
                        range(bandRange),
                        steps,
                        entryModes,
                        exitLevels,
                        stopMode.equalsIgnoreCase(ATR))
                .values()
                .forEach((name, values) ->
                        distinct.put(name, values.stream().distinct().toList()));
        return distinct;
    }

    private static void checkRange(String field, List<Double> range, List<Violation> violations) {
        boolean pair = range.size() == 2
                && range.stream().allMatch(end -> end != null && Double.isFinite(end) && Math.abs(end) <= MAX);
        if (!pair) {
            violations.add(new Violation(field, "must be a list of two numbers, the least and the greatest value"));
        } else if (range.get(0) > range.get(1)) {
            violations.add(new Violation(field, "must have the lesser number first"));
        }
    }

    private static String range(String parameter) {
        if (parameter.startsWith("rsi")) {
            return "rsi_range";
        }
        return parameter.startsWith("stop") ? "stop_range" : "band_range";
    }

    private static GridMaker.Range range(List<Double> ends) {
        return new GridMaker.Range(ends.get(0), ends.get(1));
    }

    private static List<Double> list(GridMaker.Range range) {
        return List.of(range.from(), range.to());
    }
}
