package dev.quarry.strategy.language.evaluation;

import dev.quarry.strategy.Side;
import dev.quarry.strategy.language.PositionValue;

/**
 * What an exit may know of the position that is open, at the close of a bar.
 *
 * @param side long or short
 * @param entryPrice the price of its fill
 * @param barsHeld 1 on the first bar after the signal's
 * @param highSinceEntry the highest high of the bars held, this one included, the signal's not
 * @param lowSinceEntry the lowest low of them
 */
public record OpenPosition(Side side, double entryPrice, int barsHeld, double highSinceEntry, double lowSinceEntry) {

    private static final double PERCENT = 100;

    /** One of its values at a bar that closes at that price. */
    double value(PositionValue wanted, double close) {
        return switch (wanted) {
            case ENTRY_PRICE -> entryPrice;
            case BARS_HELD -> barsHeld;
            case HIGH_SINCE_ENTRY -> highSinceEntry;
            case LOW_SINCE_ENTRY -> lowSinceEntry;
            case OPEN_PROFIT_PCT -> PERCENT * side.gain(entryPrice, close) / entryPrice;
        };
    }
}
