package dev.quarry.strategy.language.functions;

import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * How many bars a function needs, after its arguments have their first values, before it has one, and how long it remembers.
 *
 * @param text as documentation says it, in the names of the signature
 * @param bars the same as a number, from the windows in the order of the signature
 * @param memory after how many bars a value no longer depends on where the series began, as a double would show it;
 *     {@link #ENDLESS} where it always may
 */
public record Warmup(String text, ToIntFunction<int[]> bars, ToIntFunction<int[]> memory) {

    /** Longer than any series. */
    public static final int ENDLESS = Integer.MAX_VALUE / 4;

    /** The weight of 2^-53, as a logarithm. */
    private static final double FORGOTTEN = 53 * Math.log(2);

    static final Warmup NONE = new Warmup("0", windows -> 0);
    static final Warmup ONE = new Warmup("1", windows -> 1);
    static final Warmup WINDOW = new Warmup("n", windows -> windows[0]);
    static final Warmup WINDOW_LESS_ONE = new Warmup("n - 1", windows -> windows[0] - 1);

    Warmup(String text, ToIntFunction<int[]> bars) {
        this(text, bars, bars);
    }

    /** The same of a function that never forgets by itself. */
    Warmup endless() {
        return new Warmup(text, bars, windows -> ENDLESS);
    }

    /** The same of a function that remembers so many bars. */
    Warmup remembering(ToIntFunction<int[]> bars) {
        return new Warmup(text, this.bars, bars);
    }

    /** The same of an exponential average of windows of that length, taken so many times over. */
    Warmup exponential(ToDoubleFunction<int[]> length, int times) {
        return weighing(windows -> 2 / (length.applyAsDouble(windows) + 1), times);
    }

    /** The same of Wilder's average of windows of that length, taken so many times over. */
    Warmup wilder(ToDoubleFunction<int[]> length, int times) {
        return weighing(windows -> 1 / length.applyAsDouble(windows), times);
    }

    private Warmup weighing(ToDoubleFunction<int[]> weight, int times) {
        return remembering(windows -> {
            double latest = weight.applyAsDouble(windows);
            int forgets = latest >= 1 ? 0 : (int) Math.ceil(FORGOTTEN / -Math.log1p(-latest));
            return bars.applyAsInt(windows) + times * forgets;
        });
    }
}
