package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.Signal;

/**
 * When a strategy closes positions of one side.
 *
 * @param isShort which side
 * @param possible the bars at whose close it may do so, as bits
 * @param exact whether it does so on one of those, for a position; null where it does on all of them
 * @param target a line at which it takes the profit, as it stood one bar before; null where there is none
 */
record ExitSide(boolean isShort, long[] possible, ExitTest exact, double[] target) {

    static ExitSide of(boolean isShort, Signal exit, Column target, IndicatorCache indicators, ExitBits bits) {
        ExitTest test = exit.asksPosition() ? exit.exitOn(indicators) : null;
        return new ExitSide(
                isShort,
                bits.of(exit),
                test == null ? null : (bar, position) -> test.holds(bar, position) || indicators.closesOn(bar),
                target == null ? null : target.on(indicators));
    }
}
