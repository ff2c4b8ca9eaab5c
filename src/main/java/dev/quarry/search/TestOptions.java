package dev.quarry.search;

import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.text.ReferenceText;
import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Warmup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Options of all tests of a search, as a request may give them beside the base parameters. They are stored and hashed
 * with those, since the numbers depend on them.
 *
 * @param warmup see {@link Warmup}; null when absent
 * @param adjust see {@link Adjust}; null when absent
 * @param funding see {@link FundingSource}; null when absent
 */
public record TestOptions(String warmup, String adjust, String funding) {

    /** What {@code adjust} means, for documents. */
    public static final String ADJUST = "For which events prices are adjusted; none when absent";

    /** What {@code funding} means, for documents. */
    public static final String FUNDING =
            "Whether positions are charged the funding_rate, or the rates that are stored of the market; constant when absent";

    private record Option(String name, String given, String byDefault, List<String> texts) {

        /** A default is left out, so that there is one hash however it was requested; a contradiction stays. */
        void putInto(Map<String, Object> base) {
            if (given != null) {
                base.putIfAbsent(name, given);
            }
            if (byDefault.equals(base.get(name)) && (given == null || given.equals(byDefault))) {
                base.remove(name);
            }
        }

        Violation fault(Map<String, Object> base) {
            if (given == null) {
                return null;
            }
            if (!texts.contains(given)) {
                return new Violation(name, "must be one of " + String.join(", ", texts));
            }
            Object other = base.getOrDefault(name, given.equals(byDefault) ? given : null);
            return given.equals(other)
                    ? null
                    : new Violation(name, "must not be " + given + " while base_params says " + other);
        }
    }

    private Stream<Option> options() {
        return Stream.of(
                new Option(Warmup.NAME, warmup, Warmup.COLD_START.text(), ReferenceText.texts(Warmup.class)),
                new Option(Adjust.NAME, adjust, Adjust.NONE.text(), ReferenceText.texts(Adjust.class)),
                new Option(
                        FundingSource.NAME,
                        funding,
                        FundingSource.CONSTANT.text(),
                        ReferenceText.texts(FundingSource.class)));
    }

    /**
     * Base parameters with these options; null for none. A contradicting value stays as it is, for {@link #violations}
     * to report.
     */
    public Map<String, Object> with(Map<String, Object> baseParams) {
        Map<String, Object> base = new LinkedHashMap<>(baseParams == null ? Map.of() : baseParams);
        options().forEach(option -> option.putInto(base));
        return base;
    }

    /** What is wrong with these options beside the base parameters that {@link #with} returned. */
    public List<Violation> violations(Map<String, Object> baseParams) {
        return options()
                .map(option -> option.fault(baseParams))
                .filter(Objects::nonNull)
                .toList();
    }
}
