package dev.quarry.optimisation.sampled;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.problem.Violation;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The space of a request as lists of values, which is what a sweep takes.
 *
 * @param values by parameter; of no meaning where something is wrong
 * @param violations what is wrong, each named as {@code space.x.min}
 */
public record SampledSpace(Map<String, Object> values, List<Violation> violations) {

    /** The name of the field. */
    public static final String FIELD = "space";

    /**
     * Reads a space.
     *
     * @param strategy whose parameters it names
     * @param given by parameter an object of {@code min}, {@code max}, {@code step} and {@code log}, or of {@code values},
     *     or a list of values
     */
    public static SampledSpace read(Strategy strategy, Map<String, Object> given) {
        Map<String, Parameter<?>> known = StrategyParameters.parameters(strategy)
                .collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        List<Violation> violations = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        if (given.isEmpty()) {
            violations.add(new Violation(FIELD, "must name a parameter at least; was {}"));
        }
        double size = 1;
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            String name = entry.getKey();
            String field = FIELD + "." + name;
            Parameter<?> parameter = known.get(name);
            if (parameter == null) {
                String nearest = Suggestions.nearest(name, StrategyParameters.names(strategy));
                violations.add(new Violation(
                        field,
                        "is not a known parameter" + (nearest == null ? "" : "; did you mean `" + nearest + "`?")));
                continue;
            }
            List<Object> list = list(parameter, field, entry.getValue(), violations);
            size *= list.size();
            values.put(name, list);
        }
        if (violations.isEmpty() && size >= Long.MAX_VALUE) {
            violations.add(new Violation(
                    FIELD,
                    "must not have more combinations than can be counted, 9.2e18: there would be " + size
                            + "; longer steps make fewer"));
        }
        return new SampledSpace(values, violations);
    }

    /** The values to try: those of a valid space, or others where there is none. */
    public static Map<String, Object> values(
            Strategy strategy, Map<String, Object> space, Map<String, Object> otherwise) {
        return space == null ? otherwise : read(strategy, space).values();
    }

    private static List<Object> list(Parameter<?> parameter, String field, Object given, List<Violation> violations) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (given instanceof List<?>) {
            fields.put("values", given);
        } else if (given instanceof Map<?, ?> object) {
            object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        } else if (given != null) {
            violations.add(new Violation(
                    field,
                    "must be an object of min, max, step and log, or of values, or a list of values; was " + given));
            return List.of();
        }
        return new ParameterSpace(parameter, field, fields, violations).values();
    }
}
