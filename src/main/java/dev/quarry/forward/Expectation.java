package dev.quarry.forward;

import dev.quarry.inference.ExpectedBand;
import dev.quarry.inference.ReturnStatistics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The range to be expected, by the daily returns of the search, after as many days as there were since, and what came
 * out.
 *
 * @param confidence the probability of being within the range if the strategy goes on as it did in the search, 0..1
 * @param resamples how many bootstrap resamples the range is computed from
 * @param meanBlockLength mean length of the resamples' blocks, days
 * @param seed the seed of the random numbers
 */
public record Expectation(
        double confidence,
        int resamples,
        double meanBlockLength,
        long seed,
        Band totalReturnPct,
        Band yearlySharpe,
        Band maxDrawdownPct) {

    private static final long SEED = 1;

    /**
     * The expected range of a figure and its actual value.
     *
     * @param actual its value on the unseen prices
     * @param inside whether that is within the range; null where there is no range, or no such figure
     */
    public record Band(double lower, double median, double upper, double actual, Boolean inside) {

        static Band of(ExpectedBand.Span span, double actual) {
            boolean known = !Double.isNaN(span.lower()) && !Double.isNaN(actual);
            return new Band(span.lower(), span.median(), span.upper(), actual, known ? span.contains(actual) : null);
        }
    }

    /**
     * The return on a day and the range that was expected for it, percent.
     *
     * @param day UTC, ISO-8601
     */
    public record Point(String day, double returnPct, double lowerPct, double medianPct, double upperPct) {}

    /**
     * The band that is expected for the days to come.
     *
     * @param seen the daily returns of the search
     */
    public static ExpectedBand band(double[] seen, int days) {
        return ExpectedBand.of(seen, days, SEED);
    }

    /** What came out, beside that band. */
    public static Expectation of(ExpectedBand band, Tested unseen) {
        double annualisation = Math.sqrt(unseen.figures().returnsPerYear());
        Figures figures = unseen.figures();
        Band totalReturn = Band.of(band.totalReturn().times(100), ReturnStatistics.totalReturn(unseen.returns()) * 100);
        return new Expectation(
                ExpectedBand.CONFIDENCE,
                ExpectedBand.RESAMPLES,
                band.meanBlockLength(),
                SEED,
                totalReturn,
                Band.of(band.sharpe().times(annualisation), figures.yearlySharpe()),
                Band.of(band.maxDrawdown().times(100), figures.maxDrawdownPct()));
    }

    /** The return day by day, beside that band. */
    public static List<Point> curve(ExpectedBand band, Tested unseen) {
        List<Point> points = new ArrayList<>();
        double growth = 1;
        int observed = 0;
        for (ExpectedBand.Place place : band.path()) {
            for (; observed < place.observations(); observed++) {
                growth *= 1 + unseen.returns()[observed];
            }
            ExpectedBand.Span span = place.totalReturn().times(100);
            points.add(new Point(
                    LocalDate.ofEpochDay(unseen.days()[observed - 1]).toString(),
                    (growth - 1) * 100,
                    span.lower(),
                    span.median(),
                    span.upper()));
        }
        return List.copyOf(points);
    }
}
