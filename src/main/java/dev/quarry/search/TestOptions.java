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
 * How all tests of a search are made, as it may be said beside the base parameters. It goes with them, since the numbers depend
 * on it.
 *
 * @param warmup see {@link Warmup}; null when it is not said there
 * @param adjust see {@link Adjust}; null when it is not said there
 * @param funding see {@link FundingSource}; null when it is not said there
 */
public record TestOptions(String warmup, String adjust, String funding) {

    /** What {@code adjust} means, for documents. */
    public static final String ADJUST = "For which events prices are adjusted; none when absent";

    /** What {@code funding} means, for documents. */
    public static final String FUNDING =
            "Whether positions are charged the funding_rate, or the rates that are stored of the market; constant when absent";

    private record Option(String name, String given, String byDefault, List<String> texts) {

        /** What is usual is left unsaid, so that it has one hash however it was asked for; what contradicts stays. */
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

    /** Base parameters with these; null for none. What contradicts them stays as it is, for {@link #violations}. */
    public Map<String, Object> with(Map<String, Object> baseParams) {
        Map<String, Object> base = new LinkedHashMap<>(baseParams == null ? Map.of() : baseParams);
        options().forEach(option -> option.putInto(base));
        return base;
    }

    /** What is wrong with these beside the base parameters that {@link #with} has made. */
    public List<Violation> violations(Map<String, Object> baseParams) {
        return options()
                .map(option -> option.fault(baseParams))
                .filter(Objects::nonNull)
                .toList();
    }
}
