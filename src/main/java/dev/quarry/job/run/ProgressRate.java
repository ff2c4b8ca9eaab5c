package dev.quarry.job.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast an attempt is: the units of the last half minute's steps over their time. Steps more than ten times as large
 * as the median are left out with their time: work that was found to be done already says nothing about how long the
 * rest takes.
 */
final class ProgressRate {

    private static final double WINDOW_SECONDS = 30;
    private static final double MIN_SECONDS = 2;

    /** With fewer steps there is no meaningful median. */
    private static final int MIN_STEPS = 4;

    private static final double OUTLIER = 10;

    private final Deque<Step> steps = new ArrayDeque<>();
    private long lastUnits;
    private long lastNanos;

    /** Begins with that many units done. */
    ProgressRate(long units, long nanos) {
        lastUnits = units;
        lastNanos = nanos;
    }

    /**
     * Reports how many units are done now. Fewer than before means another count, with which the measurement begins
     * anew.
     */
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

    /** Units per second, 0 or more; null while too little was observed. */
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
