package dev.quarry.report.figures;

import dev.quarry.series.Bars;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Returns by calendar month and year, UTC: equity at the close of a period's last bar over that of the period before it,
 * less one. The first period is measured from the equity at the start, periods without a bar have no return.
 *
 * @param years oldest first
 */
public record PeriodReturns(List<Year> years) {

    private static final int MONTHS = 12;

    /**
     * The returns of a year, percent.
     *
     * @param months one for each month, null for a month without a bar
     * @param total of the whole year
     */
    public record Year(int year, List<Double> months, double total) {}

    /**
     * The returns of an equity curve.
     *
     * @param curve equity at the close of each bar
     * @param start equity before the first bar, positive
     */
    public static PeriodReturns of(Bars bars, double[] curve, double start) {
        SortedMap<YearMonth, Double> ends = new TreeMap<>();
        for (int bar = 0; bar < curve.length; bar++) {
            ends.put(month(bars, bar), curve[bar]);
        }
        List<Year> years = new ArrayList<>();
        double before = start;
        while (!ends.isEmpty()) {
            int year = ends.firstKey().getYear();
            double opening = before;
            List<Double> months = new ArrayList<>();
            for (int month = 1; month <= MONTHS; month++) {
                Double end = ends.remove(YearMonth.of(year, month));
                months.add(end == null ? null : percent(end, before));
                before = end == null ? before : end;
            }
            years.add(new Year(year, months, percent(before, opening)));
        }
        return new PeriodReturns(years);
    }

    /** After ruin nothing is gained or lost. */
    private static double percent(double end, double before) {
        return before > 0 ? (end / before - 1) * 100 : 0;
    }

    private static YearMonth month(Bars bars, int bar) {
        long close = bars.openTime()[bar] + bars.timeframe().millis() - 1;
        return YearMonth.from(Instant.ofEpochMilli(close).atZone(ZoneOffset.UTC));
    }
}
