package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import java.util.List;

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
        int length, int averageLength, RsiSmoothing smoothing, AverageType averageType, RsiVisibility visibility)
        implements Indicator<RelativeStrength> {

    private static final Parameter<Integer> LENGTH = Parameter.window("rsi_len_30m", 14);
    private static final Parameter<Integer> AVERAGE_LENGTH = Parameter.window("rsi_ma_len", 10);
    private static final Parameter<RsiSmoothing> SMOOTHING = Parameter.choice("rsi_smoothing_type", RsiSmoothing.EMA);
    private static final Parameter<AverageType> AVERAGE_TYPE = Parameter.choice("rsi_ma_type", AverageType.SIMPLE);
    private static final Parameter<RsiVisibility> VISIBILITY =
            Parameter.choice("rsi_visibility", RsiVisibility.BIN_CLOSE);

    static final List<Parameter<?>> PARAMETERS = List.of(LENGTH, AVERAGE_LENGTH, SMOOTHING, AVERAGE_TYPE, VISIBILITY);

    /** As parameters have them. */
    public static Rsi of(ParameterValues values) {
        return new Rsi(
                values.get(LENGTH),
                values.get(AVERAGE_LENGTH),
                values.get(SMOOTHING),
                values.get(AVERAGE_TYPE),
                values.get(VISIBILITY));
    }

    @Override
    public RelativeStrength over(Bars history, int from, Runnable checkpoint) {
        return RelativeStrength.of(history, this, checkpoint).from(from);
    }

    /** The changes begin one bin later than the closes, and are averaged twice. */
    public int unstableBars(Timeframe timeframe) {
        int smoothed = smoothing == RsiSmoothing.SIMPLE ? length - 1 : Averages.unstable(1.0 / length);
        int bins = 1 + smoothed + Averages.unstable(averageType, averageLength);
        int barsOfBin = (int) Math.max(1, RelativeStrength.BIN_MILLIS / timeframe.millis());
        boolean seenLater = barsOfBin > 1 && visibility == RsiVisibility.BIN_CLOSE;
        return (seenLater ? bins + 1 : bins) * barsOfBin;
    }
}
