package dev.quarry.engine;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.AverageType;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.Keltner;
import dev.quarry.strategy.rsibands.Rsi;
import dev.quarry.strategy.rsibands.RsiSmoothing;
import dev.quarry.strategy.rsibands.RsiVisibility;

/**
 * At how many bars from the beginning of a series the value of an indicator depends on where the series begins. Averages
 * over a window forget what left it; recursive ones never do, but the weight of their first value falls below the precision
 * of a double, {@code 2^-53}. It is what bars without gaps need at most, as long as the market does not rise unbroken.
 *
 * @param bollinger of the Bollinger bands
 * @param keltner of the Keltner channel
 * @param strength of the RSI and its average
 */
public record UnstableBars(int bollinger, int keltner, int strength) {

    private static final double FORGOTTEN = 53 * Math.log(2);
    private static final long BIN_MILLIS = 30 * 60_000L;

    /** Of the indicators under those parameters, on bars of that length. */
    public static UnstableBars of(StrategyParameters parameters, Timeframe timeframe) {
        Bollinger bollinger = parameters.bollinger();
        Keltner keltner = parameters.keltner();
        return new UnstableBars(
                Math.max(bollinger.length() - 1, average(bollinger.basis(), bollinger.length())),
                // The first true range knows no close before it, so the window has to leave it behind.
                Math.max(keltner.atrLength(), average(keltner.mid(), keltner.length())),
                strength(parameters.rsi(), timeframe));
    }

    /** Of whichever indicator takes longest. */
    public int most() {
        return Math.max(strength, Math.max(bollinger, keltner));
    }

    /** The changes begin one bin later than the closes, and are averaged twice. */
    private static int strength(Rsi rsi, Timeframe timeframe) {
        int smoothing = rsi.smoothing() == RsiSmoothing.SIMPLE ? rsi.length() - 1 : recursive(1.0 / rsi.length());
        int bins = 1 + smoothing + average(rsi.averageType(), rsi.averageLength());
        int barsOfBin = (int) Math.max(1, BIN_MILLIS / timeframe.millis());
        boolean seenLater = barsOfBin > 1 && rsi.visibility() == RsiVisibility.BIN_CLOSE;
        return (seenLater ? bins + 1 : bins) * barsOfBin;
    }

    private static int average(AverageType type, int length) {
        return type == AverageType.EXPONENTIAL ? recursive(2.0 / (length + 1)) : length - 1;
    }

    /** After so many steps the first value has no weight. */
    private static int recursive(double weight) {
        return weight >= 1 ? 0 : (int) Math.ceil(FORGOTTEN / -Math.log1p(-weight));
    }
}
