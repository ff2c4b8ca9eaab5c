package dev.quarry.strategy.rsibands;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a grid out of ranges (SPEC G.3). Values are evenly spaced and rounded to one decimal, half to even on
 * the exact binary value, as Python's {@code round} does; RSI levels are then cut to whole numbers.
 *
 * @param rsi range of {@code rsi_min} and {@code rsi_ma_min}
 * @param stop range of the stop distance, in percent or in average true ranges
 * @param band range of {@code bb_std} and {@code kc_mult}
 * @param steps values for each range, at least 2
 * @param entryModes whether to vary the entry bands
 * @param exitLevels whether to vary the exit level
 * @param atrStop whether {@code stop} is a multiple of the average true range
 */
public record GridMaker(
        Range rsi, Range stop, Range band, int steps, boolean entryModes, boolean exitLevels, boolean atrStop) {

    /** What the reference makes when nothing is said. */
    public static final GridMaker DEFAULT =
            new GridMaker(new Range(65, 75), new Range(1.5, 3.0), new Range(1.8, 2.2), 3, true, false, false);

    /** A range of values, both ends included. */
    public record Range(double from, double to) {}

    public GridMaker {
        if (steps < 2) {
            throw new IllegalArgumentException("a range needs at least 2 steps, not " + steps);
        }
    }

    /** The values of the grid in the reference's order, which may be none that the parameters can take. */
    public Map<String, List<?>> values() {
        List<Integer> levels = spaced(rsi).stream().map(Double::intValue).toList();
        List<Double> multiples = spaced(band);
        Map<String, List<?>> values = new LinkedHashMap<>();
        values.put("rsi_min", levels);
        values.put("rsi_ma_min", levels);
        values.put("bb_std", multiples);
        values.put("kc_mult", multiples);
        values.put(atrStop ? "stop_atr_mult" : "stop_pct", spaced(stop));
        if (entryModes) {
            values.put("entry_band_mode", List.of("Either", "KC", "BB", "Both"));
        }
        if (exitLevels) {
            values.put("exit_level", List.of("mid", "lower"));
        }
        return values;
    }

    private List<Double> spaced(Range range) {
        double step = (range.to() - range.from()) / (steps - 1);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            values.add(new BigDecimal(range.from() + i * step)
                    .setScale(1, RoundingMode.HALF_EVEN)
                    .doubleValue());
        }
        return values;
    }
}
