package dev.quarry.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run brought.
 *
 * @param violations the offenders by what they did
 * @param rescueMillis from the kill of a node to the next start of each job it ran, ascending
 * @param cancelMillis from a cancel request to the handler that is told, ascending
 * @param wrongClockExecutions how many executions the node with the wrong clock began
 */
record ChaosReport(
        ChaosSettings settings,
        Map<String, List<String>> violations,
        Timeline timeline,
        List<Long> rescueMillis,
        List<Long> cancelMillis,
        Duration skew,
        long wrongClockExecutions,
        String totals,
        long startSeconds,
        long drainSeconds,
        long totalSeconds) {

    private static final int SHOWN = 5;

    /** True when nothing happened that must not. */
    boolean isClean() {
        return violations.values().stream().allMatch(List::isEmpty);
    }

    /** The table. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "seed %d, %d jobs, lease %d s", settings.seed(), settings.jobs(), settings.leaseSeconds());
        line(text, "%s", totals);
        line(text, "");
        line(text, "%-62s %6s", "must be 0", "count");
        violations.forEach((what, offenders) -> {
            line(text, "  %-60s %6d", what, offenders.size());
            offenders.stream().limit(SHOWN).forEach(offender -> line(text, "      %s", offender));
        });
        line(text, "");
        line(text, "%-62s %6s", "faults", "count");
        timeline.faults.forEach((fault, count) -> line(text, "  %-60s %6d", fault, count.get()));
        line(text, "  %-60s %6d", "SIGKILLs in all", timeline.kills());
        line(
                text,
                "  node c: clock wrong by %+d s%s, %d executions",
                skew.toSeconds(),
                skew.isZero() ? " (libfaketime is missing: " + ClockSkew.INSTALL + ")" : "",
                wrongClockExecutions);
        line(text, "");
        line(text, "times (promise)");
        line(text, "  kill of a node to next start (20 s)        %s", Measures.summary(rescueMillis));
        line(text, "  cancel to handler told (p95 1 s)           %s", Measures.summary(cancelMillis));
        for (String what : List.of("broker", "database")) {
            List<Timeline.Outage> outages =
                    timeline.outages.stream().filter(o -> o.what().equals(what)).toList();
            line(
                    text,
                    "  %-8s back to all nodes ready (10 s)     %s",
                    what,
                    times(outages.stream().map(Timeline.Outage::readyMillis)));
            line(
                    text,
                    "  %-8s back to first job done (10 s)      %s",
                    what,
                    times(outages.stream().map(Timeline.Outage::firstJobMillis)));
        }
        line(
                text,
                "  enqueues during an outage: broker %d, %d refused; database %d, %d without a clean 503",
                timeline.brokerProbes.get(),
                timeline.brokerProbesRefused.size(),
                timeline.databaseProbes.get(),
                timeline.databaseProbesUnclean.size());
        line(text, "  start %d s, drain %d s, whole run %d s", startSeconds, drainSeconds, totalSeconds);
        return text.toString();
    }

    private static String times(Stream<Long> millis) {
        List<Long> all = millis.toList();
        long never = all.stream().filter(m -> m < 0).count();
        return Measures.summary(Measures.sorted(all.stream().filter(m -> m >= 0).toList()))
                + (never == 0 ? "" : ", never within 90 s: " + never);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(java.util.Locale.ROOT, format, values).stripTrailing())
                .append('\n');
    }
}
