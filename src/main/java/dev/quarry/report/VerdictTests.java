package dev.quarry.report;

import static dev.quarry.report.chart.Numbers.count;
import static dev.quarry.report.chart.Numbers.fixed;
import static dev.quarry.report.chart.Numbers.percent;
import static dev.quarry.report.chart.Numbers.signed;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.AssessmentReport.SearchPeers;
import dev.quarry.inference.ConfidenceInterval;
import dev.quarry.inference.Verdict;
import dev.quarry.report.chart.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;

/** What stands behind a verdict: each test with its figure and a sentence on what it asks. */
final class VerdictTests {

    private static final double CALENDAR_DAYS = 365;

    private final AssessmentReport of;
    private final List<Line> lines = new ArrayList<>();

    private VerdictTests(AssessmentReport of) {
        this.of = of;
    }

    /**
     * One test.
     *
     * @param good whether the figure speaks for the strategy
     * @param says what it asks, and what the figure means
     */
    record Line(String what, String value, boolean good, String says) {}

    /** All tests that the assessment has a figure of. */
    static List<Line> of(AssessmentReport assessment) {
        VerdictTests tests = new VerdictTests(assessment);
        tests.luck();
        tests.sharpe();
        tests.search();
        tests.money();
        tests.record();
        return tests.lines;
    }

    private void luck() {
        add(
                "Luck",
                of.luckProbability(),
                VerdictTests::share,
                value(of.luckProbability()) <= Verdict.SIGNIFICANCE,
                String.format(
                        Locale.ROOT,
                        "How often a search of as many combinations without any edge finds one as good: %s were tried here, worth"
                                + " about as much as %s that have nothing in common.",
                        count(value(of.trials())),
                        count(value(of.effectiveTrials()))));
        if (of.rotation() != null) {
            add(
                    "The moment",
                    of.rotation().pValue(),
                    VerdictTests::share,
                    value(of.rotation().pValue()) <= Verdict.SIGNIFICANCE,
                    String.format(
                            Locale.ROOT,
                            "How often the same positions, moved to one of %s other times, gain as much. Where they are they gain"
                                    + " %s, in the middle of the others %s.",
                            count(value(of.rotation().shifts())),
                            signed(value(of.rotation().gainPct())),
                            signed(value(of.rotation().gainPct50()))));
        }
    }

    private void sharpe() {
        ConfidenceInterval yearly = of.yearlySharpe();
        if (yearly != null) {
            add(
                    "Sharpe ratio of a year",
                    yearly.estimate(),
                    estimate -> interval(yearly, ""),
                    yearly.lower() > 0,
                    String.format(
                            Locale.ROOT,
                            "Of daily returns, with the range in which the true one lies in 95 of 100 cases. The best of as many"
                                    + " tries without skill would be expected to show %s.",
                            fixed(value(of.luckYearlySharpe()))));
        }
        add(
                "Probabilistic Sharpe ratio",
                of.probabilisticSharpe(),
                VerdictTests::share,
                value(of.probabilisticSharpe()) >= 1 - Verdict.SIGNIFICANCE,
                "How probable it is that the true ratio is above 0, were this the only combination that was ever tried.");
        add(
                "Deflated Sharpe ratio",
                of.deflatedSharpe(),
                VerdictTests::share,
                value(of.deflatedSharpe()) >= Verdict.LUCK,
                "How probable it is that the true ratio is above what luck alone would show after all that was tried.");
    }

    private void search() {
        add(
                "Choosing within the search",
                of.overfittingProbability(),
                VerdictTests::share,
                value(of.overfittingProbability()) < Verdict.LUCK,
                "How often the best combination of one half of the time is below the median on the other half. Advice only: near"
                        + " one half all combinations are about as good, or none is.");
        add(
                "Data snooping",
                of.spaPValue(),
                VerdictTests::share,
                value(of.spaPValue()) < Verdict.SIGNIFICANCE,
                String.format(
                        Locale.ROOT,
                        "P-value of the test for superior predictive ability of the best of the search against doing nothing;"
                                + " White's reality check gives %s. Advice only.",
                        share(value(of.realityCheckPValue()))));
        SearchPeers peers = of.peers();
        if (peers != null) {
            add(
                    "Loss out of sample",
                    peers.probabilityOfLoss(),
                    VerdictTests::share,
                    value(peers.probabilityOfLoss()) < Verdict.LUCK,
                    "How often the best combination of one half of the time loses on the other half. Advice only.");
        }
    }

    private void money() {
        ConfidenceInterval total = of.totalReturnPct();
        if (total != null) {
            add(
                    "Return",
                    total.estimate(),
                    estimate -> interval(total, "%"),
                    total.lower() > 0,
                    "With the range that 95 of 100 redrawn histories give.");
        }
        if (of.costStress() != null) {
            add(
                    "With twice the commission",
                    of.costStress().totalReturnPct2x(),
                    Numbers::signed,
                    value(of.costStress().totalReturnPct2x()) > 0,
                    String.format(
                            Locale.ROOT,
                            "Total return were trading twice as dear; three times: %s.",
                            signed(value(of.costStress().totalReturnPct3x()))));
        }
        if (of.buyAndHold() != null && total != null) {
            add(
                    "Holding instead",
                    of.buyAndHold().totalReturnPct(),
                    Numbers::signed,
                    total.estimate() > value(of.buyAndHold().totalReturnPct()),
                    String.format(
                            Locale.ROOT,
                            "The asset bought at the start and held, with a drawdown of %s. The strategy held a position %s of the"
                                    + " time.",
                            percent(value(of.buyAndHold().maxDrawdownPct())),
                            share(value(of.exposure()))));
        }
    }

    private void record() {
        double days = value(of.minTrackRecordDaysDeflated());
        double there = value(of.days()) * CALENDAR_DAYS / value(of.returnsPerYear());
        boolean isFinite = Double.isFinite(days);
        lines.add(new Line(
                "Track record needed",
                isFinite ? count(Math.ceil(days)) + " days" : "longer than any",
                isFinite && days <= there,
                String.format(
                        Locale.ROOT,
                        "So many days of returns like these would show that it is better than luck. There are %s, with %s trades.",
                        count(there),
                        count(value(of.trades())))));
    }

    private void add(String what, Double figure, DoubleFunction<String> form, boolean good, String says) {
        double value = value(figure);
        if (Double.isFinite(value)) {
            lines.add(new Line(what, form.apply(value), good, says));
        }
    }

    private static String interval(ConfidenceInterval of, String unit) {
        return Double.isFinite(of.lower()) && Double.isFinite(of.upper())
                ? String.format(
                        Locale.ROOT,
                        "%s%s (%s%s to %s%s)",
                        fixed(of.estimate()),
                        unit,
                        fixed(of.lower()),
                        unit,
                        fixed(of.upper()),
                        unit)
                : fixed(of.estimate()) + unit;
    }

    private static String share(double of) {
        return percent(of * 100);
    }

    private static double value(Number of) {
        return Objects.requireNonNullElse(of, Double.NaN).doubleValue();
    }
}
