package dev.quarry.job.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast an attempt is: its steps of the last half minute by their time. Steps more than ten times as large as the middle
 * one are left out with their time: work that was found done already says nothing of how long the rest takes.
 */
final class ProgressRate {

    private static final double WINDOW_SECONDS = 30;
    private static final double MIN_SECONDS = 2;

    /** Fewer steps than these have no middle worth the name. */
    private static final int MIN_STEPS = 4;

    private static final double OUTLIER = 10;

    private final Deque<Step> steps = new ArrayDeque<>();
    private long lastUnits;
    private long lastNanos;

    /** Begins to look at that many units done. */
    ProgressRate(long units, long nanos) {
        lastUnits = units;
        lastNanos = nanos;
    }

    /** How many units are done now. Fewer than before is another count, which begins anew. */
    void observe(long units, long nanos) {
        double seconds = (nanos - lastNanos) / 1e9;
        if (seconds <= 0) {
            return;
        }
        if (units < lastUnits) {
            steps.clear();
        } else {
            steps.addLast(new Step(units - lastUnits, seconds));
        }
        lastUnits = units;
        lastNanos = nanos;
        double kept = steps.stream().mapToDouble(Step::seconds).sum();
        while (steps.size() > 1 && kept - steps.getFirst().seconds() >= WINDOW_SECONDS) {
            kept -= steps.removeFirst().seconds();
        }
    }

    /** Units a second, 0 or more; null while too little was seen. */
    Double perSecond() {
        double[] sizes = steps.stream()
                .filter(step -> step.units() > 0)
                .mapToDouble(Step::units)
                .sorted()
                .toArray();
        double most = sizes.length < MIN_STEPS ? Double.POSITIVE_INFINITY : OUTLIER * sizes[(sizes.length - 1) / 2];
        double units = 0;
        double seconds = 0;
        for (Step step : steps) {
            if (step.units() <= most) {
                units += step.units();
                seconds += step.seconds();
            }
        }
        boolean nothingYet = units == 0 && seconds < WINDOW_SECONDS / 2;
        return seconds < MIN_SECONDS || nothingYet ? null : units / seconds;
    }

    private record Step(double units, double seconds) {}
}
