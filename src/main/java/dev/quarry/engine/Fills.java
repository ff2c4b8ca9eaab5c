package dev.quarry.engine;

import dev.quarry.strategy.Side;

/** Prices at which orders fill, slippage included. Without slippage the price is returned unchanged, to the bit. */
final class Fills {

    private Fills() {}

    /** Entering sells for a short and buys for a long. */
    static double entry(Side side, double price, double slippagePercent) {
        return side == Side.SHORT ? sell(price, slippagePercent) : buy(price, slippagePercent);
    }

    /** Leaving buys for a short and sells for a long. */
    static double exit(Side side, double price, double slippagePercent) {
        return side == Side.SHORT ? buy(price, slippagePercent) : sell(price, slippagePercent);
    }

    private static double buy(double price, double slippagePercent) {
        return price * (1 + slippagePercent / 100);
    }

    private static double sell(double price, double slippagePercent) {
        return price * (1 - slippagePercent / 100);
    }
}
