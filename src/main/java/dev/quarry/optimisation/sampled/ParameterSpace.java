package dev.quarry.optimisation.sampled;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.text.Literals;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a request says of one parameter of a space: a list of values, or bounds with a step or a logarithm. Bounds that it
 * does not say are those of the parameter itself; a flag or a choice has all its values.
 */
final class ParameterSpace {

    /** As many values as a parameter of a grid may have. */
    private static final int MOST_LEVELS = 10_000;

    /** Values of a range of numbers that says no step. */
    private static final int LEVELS = 101;

    private static final MathContext DIGITS = new MathContext(12);
    private static final MathContext DIGITS_OF_LOG = new MathContext(6);
    private static final List<String> NAMES = List.of("min", "max", "step", "log", "values");

    private final Parameter<?> parameter;
    private final String field;
    private final Map<String, ?> given;
    private final List<Violation> violations;

    /** @param violations what is wrong is added to them */
    ParameterSpace(Parameter<?> parameter, String field, Map<String, ?> given, List<Violation> violations) {
        this.parameter = parameter;
        this.field = field;
        this.given = given;
        this.violations = violations;
    }

    /** The values, in ascending order where they are a range; of no meaning where something is wrong. */
    List<Object> values() {
        given.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> refuse(name, "is unknown; known are " + String.join(", ", NAMES)));
        boolean numeric = parameter.range() != null;
        for (String name : List.of("min", "max", "step", "log")) {
            if (given.get(name) != null && !numeric) {
                refuse(name, "must be absent: " + parameter.name() + " is one of " + choices());
            } else if (given.get(name) != null && given.get("values") != null) {
                refuse(name, "must be absent beside values");
            }
        }
        if (given.get("values") != null) {
            return listed(given.get("values"));
        }
        if (!numeric) {
            return parameter.kind() == Parameter.Kind.FLAG ? List.of(true, false) : List.copyOf(parameter.choices());
        }
        return range();
    }

    private String choices() {
        return String.join(", ", parameter.choices());
    }

    private List<Object> listed(Object values) {
        if (!(values instanceof List<?> list) || list.isEmpty()) {
            refuse("values", "must be a list of at least one value; was " + values);
            return List.of();
        }
        StrategyParameters.faultsOfAll(parameter, list)
                .forEach(fault -> violations.add(new Violation(
                        field + ".values"
                                + fault.name().substring(parameter.name().length()),
                        fault.reason())));
        if (list.size() > MOST_LEVELS) {
            refuse("values", String.format(Locale.ROOT, "must be at most %d; were %d", MOST_LEVELS, list.size()));
        }
        return new ArrayList<>(list);
    }

    private List<Object> range() {
        int before = violations.size();
        NumberRange own = parameter.range();
        boolean bounded = own.max() < (isWhole() ? Integer.MAX_VALUE : Double.MAX_VALUE);
        BigDecimal min = bound("min", own.minIncluded() && own.min() > -Double.MAX_VALUE, own.min());
        BigDecimal max = bound("max", bounded, own.max());
        boolean log = new ParameterReader(given).flag("log", false);
        if (given.get("log") != null
                && Literals.flag(given.get("log").toString()).isEmpty()) {
            refuse("log", "must be true or false; was " + given.get("log"));
        }
        BigDecimal step = given.get("step") == null ? null : number("step");
        if (step != null
                && (step.signum() <= 0 || isWhole() && step.stripTrailingZeros().scale() > 0)) {
            refuse(
                    "step",
                    "must be " + (isWhole() ? "a whole number of at least 1" : "greater than 0") + "; was " + step);
        }
        if (log && given.get("step") != null) {
            refuse(
                    "step",
                    "must be absent beside log, whose values stand in equal proportions; was " + given.get("step"));
        }
        if (min != null && max != null && max.compareTo(min) < 0) {
            refuse("max", "must not be less than min " + min.toPlainString() + "; was " + max.toPlainString());
        }
        if (log && min != null && min.signum() <= 0) {
            refuse("min", "must be greater than 0 with log; was " + min.toPlainString());
        }
        if (violations.size() > before) {
            return List.of();
        }
        return log ? inProportion(min.doubleValue(), max.doubleValue()) : inSteps(min, max, step);
    }

    private BigDecimal bound(String name, boolean declared, double otherwise) {
        if (given.get(name) == null) {
            if (!declared) {
                refuse(name, "is required: " + parameter.name() + " has none of its own");
                return null;
            }
            return BigDecimal.valueOf(otherwise);
        }
        BigDecimal number = number(name);
        if (number != null) {
            parameter
                    .faultsOf(number.doubleValue())
                    .forEach(fault -> refuse(name, fault.reason() + "; was " + given.get(name)));
        }
        return number;
    }

    private BigDecimal number(String name) {
        Object value = given.get(name);
        double number = value instanceof Number one
                ? one.doubleValue()
                : Literals.number(value.toString()).orElse(Double.NaN);
        if (Double.isFinite(number)) {
            return BigDecimal.valueOf(number);
        }
        refuse(name, "must be a number; was " + value);
        return null;
    }

    private List<Object> inSteps(BigDecimal min, BigDecimal max, BigDecimal given) {
        BigDecimal width = max.subtract(min);
        boolean even = given == null && !isWhole();
        BigDecimal step = given != null
                ? given
                : isWhole() ? BigDecimal.ONE : width.divide(BigDecimal.valueOf(LEVELS - 1L), DIGITS);
        if (step.signum() == 0) {
            return List.of(written(min));
        }
        BigDecimal count = even
                ? BigDecimal.valueOf(LEVELS)
                : width.divide(step, 0, RoundingMode.FLOOR).add(BigDecimal.ONE);
        if (count.compareTo(BigDecimal.valueOf(MOST_LEVELS)) > 0) {
            refuse(
                    "step",
                    String.format(
                            Locale.ROOT,
                            "must leave at most %d values: there would be %s",
                            MOST_LEVELS,
                            count.toPlainString()));
            return List.of();
        }
        Set<Object> values = new LinkedHashSet<>();
        for (int k = 0; k < count.intValue(); k++) {
            BigDecimal value = min.add(step.multiply(BigDecimal.valueOf(k)));
            values.add(written(even ? value.round(DIGITS).min(max) : value));
        }
        return List.copyOf(values);
    }

    private List<Object> inProportion(double min, double max) {
        Set<Object> values = new LinkedHashSet<>();
        for (int k = 0; k < LEVELS; k++) {
            double exact = min * StrictMath.pow(max / min, k / (LEVELS - 1.0));
            BigDecimal value =
                    isWhole() ? BigDecimal.valueOf(Math.rint(exact)) : new BigDecimal(exact).round(DIGITS_OF_LOG);
            values.add(written(value.max(BigDecimal.valueOf(min)).min(BigDecimal.valueOf(max))));
        }
        return List.copyOf(values);
    }

    private boolean isWhole() {
        return parameter.kind() != Parameter.Kind.NUMBER;
    }

    private Object written(BigDecimal value) {
        if (isWhole()) {
            return value.intValueExact();
        }
        return value.doubleValue();
    }

    private void refuse(String name, String reason) {
        violations.add(new Violation(field + "." + name, reason));
    }
}
