package dev.quarry.forward;

import dev.quarry.inference.ExpectedBand;
import dev.quarry.inference.ReturnStatistics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the daily returns of the search lead to expect of as many days as there were since, and what came.
 *
 * @param confidence how often it would be within, if it went on as in the search
 * @param resamples by which that is told
 * @param meanBlockLength of their blocks, days
 * @param seed of the random numbers
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
     * A figure's span and what it came to.
     *
     * @param actual of the unseen prices
     * @param inside null where there is no span, or no such figure
     */
    public record Band(double lower, double median, double upper, double actual, Boolean inside) {

        static Band of(ExpectedBand.Span span, double actual) {
            boolean known = !Double.isNaN(span.lower()) && !Double.isNaN(actual);
            return new Band(span.lower(), span.median(), span.upper(), actual, known ? span.contains(actual) : null);
        }
    }

    /**
     * How the return grew, and between what it was to.
     *
     * @param day UTC, ISO-8601
     */
    public record Point(String day, double returnPct, double lowerPct, double medianPct, double upperPct) {}

    /**
     * The band of the days to come.
     *
     * @param seen the daily returns of the search
     */
    public static ExpectedBand band(double[] seen, int days) {
        return ExpectedBand.of(seen, days, SEED);
    }

    /** What came beside that band. */
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

    /** The way there. */
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
