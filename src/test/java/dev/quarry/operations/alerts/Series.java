package dev.quarry.operations.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Samples by name and labels, one each {@link #STEP} seconds. */
final class Series {

    /** The scrape interval that docs/monitoring.md has. */
    static final int STEP = 15;

    /** A series that has given nothing for so long is not there any more. */
    private static final int LOOK_BACK = 300;

    /** What is known at a time. */
    record Sample(double seconds, double value) {}

    private final Map<Map<String, String>, List<Sample>> all = new java.util.LinkedHashMap<>();

    /** @param metric such as {@code up{job="quarry"}} */
    Series add(String metric, int fromSeconds, int toSeconds, DoubleUnaryOperator valueAt) {
        List<Sample> samples = all.computeIfAbsent(labels(metric), key -> new ArrayList<>());
        for (int t = fromSeconds; t <= toSeconds; t += STEP) {
            samples.add(new Sample(t, valueAt.applyAsDouble(t)));
        }
        return this;
    }

    /** The newest value of each at that time. */
    Map<Map<String, String>, Double> at(Selector selector, double seconds) {
        Map<Map<String, String>, Double> found = new java.util.LinkedHashMap<>();
        range(selector, seconds, LOOK_BACK)
                .forEach((labels, samples) ->
                        found.put(labels, samples.get(samples.size() - 1).value()));
        return found;
    }

    /** The values of each in that many seconds before the time; without those that have none. */
    Map<Map<String, String>, List<Sample>> range(Selector selector, double seconds, double before) {
        Map<Map<String, String>, List<Sample>> found = new java.util.LinkedHashMap<>();
        all.forEach((labels, samples) -> {
            List<Sample> some = !selector.matches(labels)
                    ? List.of()
                    : samples.stream()
                            .filter(s -> s.seconds() <= seconds && s.seconds() > seconds - before)
                            .toList();
            if (!some.isEmpty()) {
                found.put(labels, some);
            }
        });
        return found;
    }

    private static Map<String, String> labels(String metric) {
        Selector selector = Selector.of(metric);
        Map<String, String> labels = new TreeMap<>();
        selector.conditions().forEach(condition -> labels.put(condition.label(), condition.value()));
        return labels;
    }
}
