package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.TradeDirection;
import java.util.OptionalDouble;

/**
 * When a position is opened.
 *
 * @param rsiMin least RSI of a short, 0 to 100
 * @param rsiAverageMin least RSI average of a short, 0 to 100
 * @param rsiMax greatest RSI of a long; absent means 100 − {@code rsiMin}
 * @param rsiAverageMax greatest RSI average of a long; absent means 100 − {@code rsiAverageMin}
 * @param useRelation whether the RSI must stand in a relation to its average
 * @param relation that relation for shorts; longs use the mirrored one
 * @param bandMode which bands must be touched
 * @param direction which sides may be traded
 */
public record Entry(
        double rsiMin,
        double rsiAverageMin,
        OptionalDouble rsiMax,
        OptionalDouble rsiAverageMax,
        boolean useRelation,
        Relation relation,
        BandMode bandMode,
        TradeDirection direction) {

    /** The greatest RSI at which a long may be opened. */
    public double longRsiMax() {
        return rsiMax.orElse(100.0 - rsiMin);
    }

    /** The greatest RSI average at which a long may be opened. */
    public double longRsiAverageMax() {
        return rsiAverageMax.orElse(100.0 - rsiAverageMin);
    }
}
