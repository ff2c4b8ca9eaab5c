package dev.quarry.calibration;

import dev.quarry.calibration.SyntheticMarket.Kind;
import dev.quarry.inference.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often the verdict may err. A bound counts as missed where what was counted would come out in fewer than one of two
 * hundred cases if the bound were met.
 */
final class Bounds {

    private static final double RARE = 0.005;

    private final List<String> missed = new ArrayList<>();

    /** A sentence for each that is missed. */
    static List<String> missedBy(Calibration calibration) {
        Bounds bounds = new Bounds();
        bounds.atMost(0.05, "holds up where there is no edge", noEdge(calibration, null), Outcome.HOLDS_UP);
        for (Kind kind : new Kind[] {Kind.RANDOM_WALK, Kind.GARCH, Kind.DRIFT}) {
            bounds.atMost(0.08, "holds up on " + kind, noEdge(calibration, kind), Outcome.HOLDS_UP);
        }
        bounds.power(calibration, Timeframes.HALF_HOURS, 3, 0.5);
        bounds.power(calibration, Timeframes.HALF_HOURS, 5, 0.85);
        bounds.power(calibration, Timeframes.FOUR_HOURS, 1.2, 0.6);
        bounds.power(calibration, Timeframes.FOUR_HOURS, 3, 0.95);
        bounds.walking(calibration);
        return bounds.missed;
    }

    /**
     * Of walking forward: its recommendation is judged by the same verdict. Returns out of sample contain the market's own
     * move, so that they are no error where the market drifts.
     */
    private void walking(Calibration calibration) {
        Tally noEdge = noEdge(calibration, null);
        Tally steady = new Tally();
        steady.add(noEdge(calibration, Kind.RANDOM_WALK));
        steady.add(noEdge(calibration, Kind.GARCH));
        atMost(
                0.05,
                "what walking forward recommends holds up without an edge",
                noEdge.walkedAndHoldsUp(),
                noEdge.walked());
        atMost(
                0.08,
                "walking forward is above 0 out of sample without an edge",
                steady.walkedOutOfSample(),
                steady.walked());
        walkingPower(calibration, Timeframes.HALF_HOURS, 5, 0.5);
        walkingPower(calibration, Timeframes.FOUR_HOURS, 2, 0.8);
    }

    private void walkingPower(Calibration calibration, Timeframes timeframes, double truth, double least) {
        Tally tally = good(calibration, timeframes, truth);
        if (binomialAtMost(tally.walkedOutOfSample(), tally.walked(), least) < RARE) {
            missed.add(String.format(
                    Locale.ROOT,
                    "walking forward is above 0 out of sample in %d of %d searches (%s) with a true ratio of %s or more",
                    tally.walkedOutOfSample(),
                    tally.walked(),
                    timeframes,
                    truth));
        }
    }

    private enum Timeframes {
        HALF_HOURS,
        FOUR_HOURS
    }

    private static Tally noEdge(Calibration calibration, Kind kind) {
        return calibration.tally(search ->
                search.market().edge() == 0 && (kind == null || search.market().kind() == kind));
    }

    /** Cells whose winners are really that good, or better. */
    private static Tally good(Calibration calibration, Timeframes timeframes, double truth) {
        Tally tally = new Tally();
        calibration
                .cells(search -> (search.market().bars() > 9_000) == (timeframes == Timeframes.HALF_HOURS))
                .filter(cell -> cell.truth() >= truth)
                .forEach(tally::add);
        return tally;
    }

    /** Good ones hold up, and those of the greatest edges are never called luck. */
    private void power(Calibration calibration, Timeframes timeframes, double truth, double least) {
        Tally tally = good(calibration, timeframes, truth);
        if (binomialAtMost(tally.count(Outcome.HOLDS_UP), tally.searches(), least) < RARE) {
            missed.add(String.format(
                    Locale.ROOT,
                    "holds up in %.1f%% of %d searches (%s) with a true ratio of %s or more, not in %.0f%%",
                    100 * tally.share(Outcome.HOLDS_UP),
                    tally.searches(),
                    timeframes,
                    truth,
                    100 * least));
        }
        if (truth >= 5) {
            atMost(0.05, "likely luck at a true ratio of 5 or more", tally, Outcome.LIKELY_LUCK);
        }
    }

    private void atMost(double most, String what, Tally tally, Outcome outcome) {
        atMost(most, what, tally.count(outcome), tally.searches());
    }

    private void atMost(double most, String what, int count, int searches) {
        if (binomialAtMost(searches - count, searches, 1 - most) < RARE) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: %.1f%% of %d searches, more than %.0f%%",
                    what,
                    100.0 * count / searches,
                    searches,
                    100 * most));
        }
    }

    /** The probability of at most so many successes. */
    static double binomialAtMost(int successes, int trials, double probability) {
        double sum = 0;
        double logOfChoices = 0;
        for (int k = 0; k <= successes; k++) {
            sum += Math.exp(logOfChoices + k * Math.log(probability) + (trials - k) * Math.log1p(-probability));
            logOfChoices += Math.log(trials - k) - Math.log(k + 1);
        }
        return Math.min(1, sum);
    }
}
