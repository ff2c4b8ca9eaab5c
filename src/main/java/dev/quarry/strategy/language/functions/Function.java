package dev.quarry.strategy.language.functions;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A function of the language.
 *
 * @param name as it is written
 * @param arguments in order; optional ones last. A function without any is written without brackets
 * @param result NUMBER, CONDITION, or EITHER where it is what the argument is
 * @param meaning one sentence for its user, without the full stop
 * @param source where the definition comes from
 * @param warmup how many bars it needs before its first value
 * @param operations about how many steps a bar takes, from the windows in the order of the signature
 * @param body how it is computed
 */
public record Function(
        String name,
        List<Argument> arguments,
        Kind result,
        String meaning,
        String source,
        Warmup warmup,
        ToIntFunction<int[]> operations,
        Body body) {

    /** A number at each bar, in a few steps a bar whatever the windows. */
    static Function line(
            String name,
            List<Argument> arguments,
            String meaning,
            String source,
            Warmup warmup,
            int operations,
            java.util.function.Function<Inputs, double[]> column) {
        return new Function(
                name, arguments, Kind.NUMBER, meaning, source, warmup, windows -> operations, new Body.Line(column));
    }

    /** A condition at each bar, in a few steps a bar whatever the windows. */
    static Function condition(
            String name,
            List<Argument> arguments,
            String meaning,
            String source,
            Warmup warmup,
            java.util.function.Function<Inputs, java.util.BitSet> bars) {
        return new Function(
                name, arguments, Kind.CONDITION, meaning, source, warmup, windows -> 2, new Body.Condition(bars));
    }

    /** Such as {@code change(x, n = 1)}. */
    public String signature() {
        return arguments.isEmpty()
                ? name
                : arguments.stream()
                        .map(a -> a.isOptional() ? a.name() + " = " + a.fallback() : a.name())
                        .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** How many arguments have to be given at least. */
    public int required() {
        return (int) arguments.stream().filter(a -> !a.isOptional()).count();
    }
}
