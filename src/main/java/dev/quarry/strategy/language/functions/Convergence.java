package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;
import static dev.quarry.strategy.language.functions.Argument.window;

import java.util.List;

/** Two exponential averages against one another. */
final class Convergence {

    private static final String APPEL = "Appel, The Moving Average Convergence-Divergence Method (1979)";
    private static final Warmup TO_SIGNAL = new Warmup("max(fast, slow) + n - 2", w -> Math.max(w[0], w[1]) + w[2] - 2)
            .exponential(w -> Math.max(w[2], Math.max(w[0], w[1])), 2);

    static final List<Function> ALL = List.of(
            Function.line(
                    "macd",
                    List.of(X, window("fast"), window("slow")),
                    "ema(x, fast) - ema(x, slow)",
                    APPEL,
                    new Warmup("max(fast, slow) - 1", w -> Math.max(w[0], w[1]) - 1)
                            .exponential(w -> Math.max(w[0], w[1]), 1),
                    5,
                    in -> macd(in)),
            Function.line(
                    "macd_signal",
                    List.of(X, window("fast"), window("slow"), N),
                    "ema of macd(x, fast, slow) over n",
                    APPEL,
                    TO_SIGNAL,
                    7,
                    in -> MovingAverages.exponential(macd(in), in.window(3))),
            Function.line(
                    "macd_histogram",
                    List.of(X, window("fast"), window("slow"), N),
                    "macd(x, fast, slow) - macd_signal(x, fast, slow, n)",
                    APPEL,
                    TO_SIGNAL,
                    8,
                    Convergence::histogram));

    private Convergence() {}

    private static double[] macd(Inputs in) {
        return Columns.combine(
                MovingAverages.exponential(in.line(0), in.window(1)),
                MovingAverages.exponential(in.line(0), in.window(2)),
                (fast, slow) -> fast - slow);
    }

    private static double[] histogram(Inputs in) {
        double[] macd = macd(in);
        return Columns.combine(macd, MovingAverages.exponential(macd, in.window(3)), (m, signal) -> m - signal);
    }
}
