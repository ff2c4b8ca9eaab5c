package dev.quarry.engine;

import dev.quarry.strategy.Side;

/**
 * A closed position. Bars are 0-based indexes; times are bar closes, the open plus the timeframe less one millisecond,
 * milliseconds since the epoch, UTC; money is in units of the quote asset.
 *
 * @param entryBar bar at whose close the position was opened
 * @param exitBar bar on which it was closed
 * @param entryTime close of the entry bar
 * @param exitTime close of the exit bar
 * @param entryPrice fill of the entry
 * @param exitPrice fill of the exit
 * @param side direction
 * @param exitReason why it was closed
 * @param size units of the base asset
 * @param notionalEntry {@code size} times {@code entryPrice}
 * @param realizedPnl profit after commission and funding
 * @param commission of both legs
 * @param funding paid while the position was open; negative when it was received
 * @param equityBefore equity at the entry
 * @param equityAfter {@code equityBefore} plus {@code realizedPnl}
 * @param rMultiple profit as a multiple of the money at risk; NaN when none was defined
 * @param effectiveLeverage notional as a multiple of {@code equityBefore}
 * @param marginUtilization used margin as a fraction of {@code equityBefore}; NaN without a leverage cap
 * @param liquidationPrice price at which the position would be liquidated; NaN when there is none
 */
public record Trade(
        int entryBar,
        int exitBar,
        long entryTime,
        long exitTime,
        double entryPrice,
        double exitPrice,
        Side side,
        ExitReason exitReason,
        double size,
        double notionalEntry,
        double realizedPnl,
        double commission,
        double funding,
        double equityBefore,
        double equityAfter,
        double rMultiple,
        double effectiveLeverage,
        double marginUtilization,
        double liquidationPrice) {

    /** The move of the price as a fraction of the entry price, positive when it was in favour; no costs. */
    public double returnFraction() {
        return side.gain(entryPrice, exitPrice) / entryPrice;
    }

    /** The profit after commission and funding as a fraction of the notional at the entry; NaN when that was 0. */
    public double netReturnFraction() {
        return notionalEntry == 0 ? Double.NaN : realizedPnl / notionalEntry;
    }

    /** The profit as a fraction of the equity at the entry; NaN when that was 0. */
    public double returnOnEquity() {
        return equityBefore == 0 ? Double.NaN : realizedPnl / equityBefore;
    }
}
