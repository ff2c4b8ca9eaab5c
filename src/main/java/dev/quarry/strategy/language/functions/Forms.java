package dev.quarry.strategy.language.functions;

import java.util.List;

/** What looks like a function and is computed by the evaluator itself. */
public final class Forms {

    /** Chooses between two branches at each bar. */
    public static final String IF = "if";

    /** Computes on bars of a longer timeframe. */
    public static final String ON = "on";

    /** Computes on bars of a longer timeframe, or on the market's own where they are as long already. */
    public static final String ON_AT_LEAST = "on_at_least";

    private static final String OWN = "this language";
    private static final List<Argument> TIMEFRAME =
            List.of(new Argument("timeframe", Kind.TIMEFRAME, null), new Argument("x", Kind.EITHER, null));

    static final List<Function> ALL = List.of(
            form(
                    IF,
                    List.of(
                            Argument.condition("c"),
                            new Argument("a", Kind.EITHER, null),
                            new Argument("b", Kind.EITHER, null)),
                    "a where c holds, else b; both numbers or both conditions"),
            form(
                    ON,
                    TIMEFRAME,
                    "x computed on bars of that longer timeframe, which a bar sees once they have closed: "
                            + "the first on the bar at whose close they end"),
            form(ON_AT_LEAST, TIMEFRAME, "on(timeframe, x) where the market's bars are shorter, else x itself"));

    private Forms() {}

    private static Function form(String name, List<Argument> arguments, String meaning) {
        return new Function(name, arguments, Kind.EITHER, meaning, OWN, Warmup.NONE, windows -> 1, new Body.Form());
    }
}
