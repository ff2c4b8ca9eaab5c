package dev.quarry.engine;

import dev.quarry.strategy.OpenPosition;
import dev.quarry.strategy.Side;

/**
 * An open position. What was fixed at the entry is final; the stop, the best close and the age move with the bars.
 * A price that does not exist (no stop, no liquidation) is NaN, which no price ever reaches.
 */
final class Position {

    final Side side;
    final int entryBar;
    final double entryPrice;
    final double size;
    final double notional;
    /** Money lost when the initial stop fills; NaN when none was defined. */
    final double riskAmount;

    final double equityBefore;
    final double entryCommission;
    final double marginUtilization;
    final double liquidationPrice;

    double stopPrice;
    double bestClose;
    int age;
    double highSinceEntry = Double.NEGATIVE_INFINITY;
    double lowSinceEntry = Double.POSITIVE_INFINITY;

    Position(
            Side side,
            int entryBar,
            double entryPrice,
            double stopPrice,
            double size,
            double notional,
            double riskAmount,
            double equityBefore,
            double entryCommission,
            double marginUtilization,
            double liquidationPrice) {
        this.side = side;
        this.entryBar = entryBar;
        this.entryPrice = entryPrice;
        this.stopPrice = stopPrice;
        this.size = size;
        this.notional = notional;
        this.riskAmount = riskAmount;
        this.equityBefore = equityBefore;
        this.entryCommission = entryCommission;
        this.marginUtilization = marginUtilization;
        this.liquidationPrice = liquidationPrice;
        this.bestClose = entryPrice;
    }

    /** What an exit may know of it. */
    OpenPosition asSeen() {
        return new OpenPosition(side, entryPrice, age, highSinceEntry, lowSinceEntry);
    }
}
