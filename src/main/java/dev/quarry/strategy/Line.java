package dev.quarry.strategy;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A number for each bar that depends on parameters.
 *
 * @param parameters the names of those that it depends on
 * @param under what it is under values of them
 */
public record Line(Set<String> parameters, Function<ParameterValues, Column> under) {

    /** A line of those parameters. */
    public static Line of(Collection<? extends Parameter<?>> parameters, Function<ParameterValues, Column> under) {
        return new Line(names(parameters), under);
    }

    static Set<String> names(Collection<? extends Parameter<?>> parameters) {
        return parameters.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
    }
}
