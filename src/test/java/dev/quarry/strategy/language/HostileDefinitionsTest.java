package dev.quarry.strategy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.strategy.language.syntax.Fault;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HostileDefinitionsTest {

    private static final long MAX_MILLIS = 100;
    private static final int TRIES = 5;

    @TestFactory
    Stream<DynamicTest> what_is_hostile_is_refused_with_a_sentence_in_under_100_milliseconds() {
        Map<String, Map<String, Object>> hostile = new LinkedHashMap<>();
        hostile.put("brackets stand at most 200 deep", Definitions.with("(".repeat(4_000) + "1" + ")".repeat(4_000)));
        hostile.put(
                "brackets, calls and signs stand at most",
                Definitions.with("abs(".repeat(1_900) + "1" + ")".repeat(1_900)));
        hostile.put("signs stand at most 200", Definitions.with("-".repeat(9_000) + "1"));
        hostile.put("signs stand at most 200 ", Definitions.with("not ".repeat(2_400) + "b"));
        hostile.put("deep in one another", Definitions.with("close[".repeat(1_600)));
        hostile.put("at most 10000 characters", Definitions.with("1+".repeat(5_000) + "1"));
        hostile.put("has at most 10000 characters, this one has 1000001", Definitions.with("x".repeat(1_000_001)));
        hostile.put("together", texts(190, 5_000));
        hostile.put("at most 200 series, this one has 20001", texts(20_000, 10));
        hostile.put("at most 100 parameters", parameters(5_000));
        hostile.put("distinct parts", distinct());
        hostile.put("unknown field", unknownFields());
        hostile.put("can't be made of itself", circle(200));
        hostile.put("must be a whole number from 1 to 10000", Definitions.with("sma(close, 1000000000)"));
        hostile.put("CYRILLIC SMALL LETTER ES", Definitions.with("сlose + ".repeat(1_000) + "1"));
        hostile.put("U+202E RIGHT-TO-LEFT OVERRIDE", Definitions.with("\u202E1 + close"));
        hostile.put("unknown name", Definitions.with("a" + " + a".repeat(2_000)));
        hostile.put("U+0000", Definitions.with("\u0000".repeat(9_000)));
        hostile.put("half a character", Definitions.with("\uD800"));
        hostile.put("description", described("d".repeat(1_000_000)));
        hostile.put(
                "needs a list of 1 to 10000 values",
                grid(IntStream.range(0, 200_000).boxed().toList()));
        return hostile.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> refused(e.getKey().strip(), e.getValue())));
    }

    private static void refused(String sentence, Map<String, Object> json) {
        long best = Long.MAX_VALUE;
        List<Fault> faults = List.of();
        for (int k = 0; k < TRIES; k++) {
            long begin = processorNanos();
            faults = Definitions.faults(json);
            best = Math.min(best, processorNanos() - begin);
        }
        assertThat(faults).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        assertThat(Definitions.messages(faults))
                .contains(sentence.replace("brackets stand", "brackets, calls and signs stand"));
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.text().length()).isLessThan(200);
            assertThat(fault.message().length()).isLessThan(2_000);
        });
        assertThat(best / 1_000_000)
                .as("milliseconds of a processor, the best of %s", TRIES)
                .isLessThan(MAX_MILLIS);
    }

    /** Of this thread, which other work on the machine does not lengthen. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void a_long_row_of_operators_is_no_deep_expression() {
        String text = IntStream.range(0, 1_000).mapToObj(k -> "close > " + k).collect(Collectors.joining(" or "));
        assertThat(text.length()).isGreaterThan(10_000);
        String fits = text.substring(0, text.lastIndexOf(" or ", 10_000));

        assertThat(Definitions.faults(Definitions.with(fits))).isEmpty();
        assertThat(Definitions.faults(Definitions.with("(".repeat(198) + "1" + ")".repeat(198))))
                .isEmpty();
    }

    @Test
    void series_that_double_one_another_are_one_node_each() {
        Map<String, Object> json = Definitions.with("close");
        Map<String, Object> series = series(json);
        for (int k = 1; k < 199; k++) {
            series.put("d" + k, k == 1 ? "x + x" : "d" + (k - 1) + " + d" + (k - 1));
        }
        Definition definition = Definitions.right(json);

        assertThat(definition.series().get("d198").id()).isLessThan(220);
        assertThat(Occurrence.all(definition.rootsAndSeries(), null).size()).isLessThan(220);
    }

    @Test
    void series_that_branch_into_timeframes_are_computed_once_on_each() {
        Map<String, Object> json = Definitions.with("close");
        Map<String, Object> series = series(json);
        List<String> codes = List.of("1d", "12h", "6h", "2h", "1h", "30m", "15m", "5m");
        for (int k = 0; k < 190; k++) {
            String before = k == 0 ? "x" : "s" + (k - 1);
            String code = codes.get(Math.min(codes.size() - 1, k / 24));
            series.put("s" + k, before + " * 2 - " + before + "[1] + on_at_least(\"" + code + "\", " + before + ")");
        }
        Definition definition = Definitions.right(json);

        assertThat(Occurrence.all(definition.rootsAndSeries(), null).size()).isLessThan(1_000 * 13);
    }

    private static Map<String, Object> texts(int count, int length) {
        Map<String, Object> json = Definitions.with("close");
        String text = "close" + " + 1".repeat(length / 4);
        IntStream.range(0, count).forEach(k -> series(json).put("s" + k, text.substring(0, Math.max(5, length - 5))));
        return json;
    }

    private static Map<String, Object> distinct() {
        Map<String, Object> json = Definitions.with("close");
        for (int s = 0; s < 20; s++) {
            int from = s * 400;
            series(json)
                    .put(
                            "s" + s,
                            IntStream.range(from, from + 400)
                                    .mapToObj(String::valueOf)
                                    .collect(Collectors.joining("+")));
        }
        return json;
    }

    private static Map<String, Object> circle(int count) {
        Map<String, Object> json = Definitions.with("close");
        series(json).clear();
        IntStream.range(0, count).forEach(k -> series(json).put("s" + k, "s" + (k + 1) % count + " + 1"));
        return json;
    }

    private static Map<String, Object> parameters(int count) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(k -> parameters.put("p" + k, Map.of("type", "boolean", "default", true)));
        Map<String, Object> json = Definitions.with("close");
        json.put("parameters", parameters);
        return json;
    }

    private static Map<String, Object> unknownFields() {
        Map<String, Object> json = Definitions.with("close");
        IntStream.range(0, 50_000).forEach(k -> json.put("descriptoin" + k, k));
        Map<String, Object> defaults = new LinkedHashMap<>();
        IntStream.range(0, 50_000).forEach(k -> defaults.put("stop_pc" + k, k));
        json.put("defaults", defaults);
        return json;
    }

    private static Map<String, Object> described(String description) {
        Map<String, Object> json = Definitions.with("close");
        json.put("description", description);
        return json;
    }

    private static Map<String, Object> grid(List<Integer> values) {
        Map<String, Object> json = Definitions.with("close");
        json.put("grids", Map.of("g", Map.of("n", new ArrayList<>(values))));
        return json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> series(Map<String, Object> json) {
        return (Map<String, Object>) json.get("series");
    }
}
