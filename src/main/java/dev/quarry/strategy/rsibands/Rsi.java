package dev.quarry.strategy.rsibands;

/**
 * RSI on 30-minute bins and its moving average.
 *
 * @param length window of gains and losses, in bins
 * @param averageLength window of the moving average of the RSI, in bins
 * @param smoothing average of gains and losses
 * @param averageType average of the RSI
 * @param visibility when a bin may be used
 */
public record Rsi(
        int length, int averageLength, RsiSmoothing smoothing, AverageType averageType, RsiVisibility visibility) {}
