package dev.quarry.sweep.fast;

import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StopFill;
import dev.quarry.engine.StopMode;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.engine.TrailFrom;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.Strategy;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the exit of a position depends on, apart from liquidation, with everything that has no effect left out: two runs
 * with equal rules leave a position that was entered on the same bar and side at the same bar and price.
 *
 * @param shortExit when the strategy closes a short
 * @param longExit when it closes a long
 * @param atr by what the stop is measured; null where it is not
 * @param maxBars greatest age
 * @param stop the stop, with what it does not use at rest
 * @param slippagePercent by which fills are worse
 */
record ExitRule(Signal shortExit, Signal longExit, Column atr, int maxBars, Stop stop, double slippagePercent) {

    private static final Stop NO_STOP = new Stop(
            false,
            StopMode.FIXED_PERCENT,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            false,
            0,
            TrailFrom.BAR,
            StopFill.STOP_PRICE);

    /** The names of the parameters that these rules are made of. */
    static Set<String> names(Strategy strategy) {
        Set<String> names = new HashSet<>(SharedSettings.OF_EXITS);
        for (Side side : Side.values()) {
            names.addAll(strategy.exit(side).parameters());
        }
        names.addAll(strategy.averageTrueRange().parameters());
        return names;
    }

    /** The rule of these raw values; empty where they cannot be run together. */
    static Optional<ExitRule> of(Strategy strategy, Map<String, ?> raw) {
        ParameterReader reader = new ParameterReader(raw);
        Stop stop = SharedSettings.stop(reader);
        int maxBars = SharedSettings.MAX_BARS.read(reader).orElse(Integer.MAX_VALUE);
        double slippage = SharedSettings.SLIPPAGE.read(reader);
        if (!reader.faults().isEmpty()) {
            return Optional.empty();
        }
        ParameterValues values = new ParameterValues(raw);
        Condition shortExit = strategy.exit(Side.SHORT);
        Condition longExit = strategy.exit(Side.LONG);
        return Optional.of(new ExitRule(
                shortExit.under(values),
                longExit.under(values),
                stop.usesAtr() ? strategy.averageTrueRange().under().apply(values) : null,
                maxBars,
                withEffect(stop),
                slippage));
    }

    private static Stop withEffect(Stop stop) {
        if (!stop.enabled()) {
            return NO_STOP;
        }
        boolean atr = stop.mode() == StopMode.ATR;
        return new Stop(
                true,
                stop.mode(),
                atr ? OptionalDouble.empty() : stop.percent(),
                atr ? stop.atrMultiple() : OptionalDouble.empty(),
                stop.trailing(),
                stop.trailing() ? stop.trailPercent() : 0,
                stop.trailing() ? stop.trailFrom() : TrailFrom.BAR,
                stop.fill());
    }
}
