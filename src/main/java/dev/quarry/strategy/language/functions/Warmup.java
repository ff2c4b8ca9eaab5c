package dev.quarry.strategy.language.functions;

import java.util.function.ToIntFunction;

/**
 * How many bars a function needs, after its arguments have their first values, before it has one.
 *
 * @param text as documentation says it, in the names of the signature
 * @param bars the same as a number, from the windows in the order of the signature
 */
public record Warmup(String text, ToIntFunction<int[]> bars) {

    static final Warmup NONE = new Warmup("0", windows -> 0);
    static final Warmup ONE = new Warmup("1", windows -> 1);
    static final Warmup WINDOW = new Warmup("n", windows -> windows[0]);
    static final Warmup WINDOW_LESS_ONE = new Warmup("n - 1", windows -> windows[0] - 1);
}
