package dev.quarry.forward;

import dev.quarry.inference.ExpectedBand;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.platform.json.Described;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The range to be expected, by the daily returns of the search, after as many days as there were since, and what came
 * out.
 */
public record Expectation(
        @Described("The probability of being within the range if the strategy goes on as it did in the search, 0..1")
        double confidence,

        @Described("How many bootstrap resamples the range is computed from")
        int resamples,

        @Described("Mean length of the resamples' blocks, days")
        double meanBlockLength,

        @Described("The seed of the random numbers") long seed,
        @Described("Total return, percent") Band totalReturnPct,

        @Described("Annualised Sharpe ratio of daily returns")
        Band yearlySharpe,

        @Described("Deepest fall of the days' ends from an earlier peak, percent")
        Band maxDrawdownPct) {

    private static final long SEED = 1;

    /** The expected range of a figure and its actual value. */
    public record Band(
            @Described("Lower end of the expected range") double lower,
            @Described("Its median") double median,
            @Described("Upper end of the expected range") double upper,
            @Described("The value on the unseen prices") double actual,

            @Described("Whether that is within the range; null where there is no range, or no such figure")
            Boolean inside) {

        static Band of(ExpectedBand.Span span, double actual) {
            boolean known = !Double.isNaN(span.lower()) && !Double.isNaN(actual);
            return new Band(span.lower(), span.median(), span.upper(), actual, known ? span.contains(actual) : null);
        }
    }

    /** The return on a day and the range that was expected for it, percent. */
    public record Point(
            @Described("The day, UTC, ISO-8601") String day,
            @Described("Return up to that day, percent") double returnPct,

            @Described("Lower end of the expected range, percent")
            double lowerPct,

            @Described("Median of the expected range, percent")
            double medianPct,

            @Described("Upper end of the expected range, percent")
            double upperPct) {}

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
