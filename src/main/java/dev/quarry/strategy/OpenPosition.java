package dev.quarry.strategy;

/**
 * What an exit may know of the position that is open, at the close of a bar.
 *
 * @param side long or short
 * @param entryPrice the price of its fill, slippage included
 * @param barsHeld 1 on the first bar after the signal's
 * @param highSinceEntry the highest high of the bars held, this one included, the signal's not
 * @param lowSinceEntry the lowest low of them
 */
public record OpenPosition(Side side, double entryPrice, int barsHeld, double highSinceEntry, double lowSinceEntry) {}
