package dev.quarry.operations.metrics;

import java.time.Duration;
import java.util.Arrays;

/** The bounds of all histograms: from a millisecond, which is what a claim takes, to a day, which a search may. */
final class Buckets {

    private static final double[] SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400
    };

    private Buckets() {}

    static Duration[] durations() {
        return Arrays.stream(SECONDS)
                .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                .toArray(Duration[]::new);
    }
}
