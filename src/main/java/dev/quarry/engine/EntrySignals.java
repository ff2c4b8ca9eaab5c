package dev.quarry.engine;

import dev.quarry.strategy.Side;
import dev.quarry.strategy.TradeDirection;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Which bars are entries (SPEC E.1). A bar's signal uses that bar's own high, low, close and indicators. */
final class EntrySignals {

    private static final IntPredicate NEVER = bar -> false;

    private final IndicatorCache indicators;
    private final double[] close;
    private final IntPredicate shorts;
    private final IntPredicate longs;

    EntrySignals(IndicatorCache indicators, StrategyParameters parameters) {
        this.indicators = indicators;
        this.close = indicators.bars().close();
        this.shorts = parameters.direction() == TradeDirection.LONG ? NEVER : signal(parameters, Side.SHORT);
        this.longs = parameters.direction() == TradeDirection.SHORT ? NEVER : signal(parameters, Side.LONG);
    }

    private IntPredicate signal(StrategyParameters parameters, Side side) {
        return parameters.strategy().entry(side).under(parameters.values()).on(indicators);
    }

    /** The side to enter at the close of that bar, if any. Sizing may still refuse. */
    Optional<Side> at(int bar) {
        if (!(close[bar] > 0) || !indicators.opensOn(bar)) {
            return Optional.empty();
        }
        if (shorts.test(bar)) {
            return Optional.of(Side.SHORT);
        }
        return longs.test(bar) ? Optional.of(Side.LONG) : Optional.empty();
    }
}
