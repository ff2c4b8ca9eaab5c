package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a pocket calculator has. Powers and logarithms are those of fdlibm, the same to the bit on every machine. */
final class Arithmetic {

    private static final String IEEE = "IEEE 754-2008";
    private static final List<Argument> TWO = List.of(Argument.number("a"), Argument.number("b"));

    static final List<Function> ALL = List.of(
            of("abs", List.of(X), "x without its sign", v -> Math.abs(v[0])),
            of("min", TWO, "the lesser of two numbers; undefined where one is", v -> Math.min(v[0], v[1])),
            of("max", TWO, "the greater of two numbers; undefined where one is", v -> Math.max(v[0], v[1])),
            of("sqrt", List.of(X), "square root; undefined below 0", v -> Math.sqrt(v[0])),
            of("log", List.of(X), "natural logarithm; undefined below 0", v -> StrictMath.log(v[0])),
            of("exp", List.of(X), "e to the power of x", v -> StrictMath.exp(v[0])),
            of("round", List.of(X), "nearest whole number; halves go to the even one", v -> Math.rint(v[0])),
            of("floor", List.of(X), "greatest whole number that is not above x", v -> Math.floor(v[0])));

    private Arithmetic() {}

    private static Function of(
            String name, List<Argument> arguments, String meaning, ToDoubleFunction<double[]> value) {
        return new Function(
                name, arguments, Kind.NUMBER, meaning, IEEE, Warmup.NONE, windows -> 1, new Body.Pointwise(value));
    }
}
