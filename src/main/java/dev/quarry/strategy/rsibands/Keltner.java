package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import java.util.List;

/**
 * Keltner channel.
 *
 * @param length window of the middle line in bars
 * @param atrLength window of the average true range in bars
 * @param multiplier distance of the bands from the middle, in average true ranges
 * @param mid average of the middle line
 */
public record Keltner(int length, int atrLength, double multiplier, AverageType mid)
        implements Indicator<KeltnerChannel> {

    private static final Parameter<Integer> LENGTH = Parameter.window("kc_ema_len", 20);
    private static final Parameter<Integer> ATR_LENGTH = Parameter.window("kc_atr_len", 14);
    private static final Parameter<Double> MULTIPLIER = Parameter.number("kc_mult", 2.0, Bollinger.MULTIPLE);
    private static final Parameter<AverageType> MID = Parameter.choice("kc_mid_type", AverageType.EXPONENTIAL);

    static final List<Parameter<?>> PARAMETERS = List.of(LENGTH, ATR_LENGTH, MULTIPLIER, MID);

    /** Those that say how long it remembers. */
    static final List<Parameter<?>> MEMORY = List.of(LENGTH, ATR_LENGTH, MID);

    /** The average true range of the channel by itself. */
    static final Line AVERAGE_TRUE_RANGE =
            Line.of(List.of(ATR_LENGTH), values -> new AverageTrueRange(values.get(ATR_LENGTH)));

    /** As parameters have them. */
    public static Keltner of(ParameterValues values) {
        return new Keltner(values.get(LENGTH), values.get(ATR_LENGTH), values.get(MULTIPLIER), values.get(MID));
    }

    @Override
    public KeltnerChannel over(Bars history, int from, Runnable checkpoint) {
        return KeltnerChannel.of(history, this, checkpoint).from(from);
    }

    /** The middle line by itself, which has no width. */
    MovingAverage middle() {
        return new MovingAverage(mid, length);
    }

    /** The first true range knows no close before it, so the window has to leave it behind. */
    public int unstableBars() {
        return Math.max(atrLength, Averages.unstable(mid, length));
    }
}
