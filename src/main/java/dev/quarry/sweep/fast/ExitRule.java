package dev.quarry.sweep.fast;

import dev.quarry.engine.EntryFill;
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
 * @param shortTarget where the strategy takes the profit of a short; null where it does not
 * @param longTarget where it takes that of a long; null where it does not
 * @param atr by what the stop is measured; null where it is not
 * @param maxBars greatest age
 * @param stop the stop, with what it does not use at rest
 * @param takeProfitPercent how far in favour, in percent of the entry price, it is closed; NaN for never
 * @param entryFill at which price it was opened
 * @param slippagePercent by which fills are worse
 */
record ExitRule(
        Signal shortExit,
        Signal longExit,
        Column shortTarget,
        Column longTarget,
        Column atr,
        int maxBars,
        Stop stop,
        double takeProfitPercent,
        EntryFill entryFill,
        double slippagePercent) {

    /** The names of the parameters that these rules are made of. */
    static Set<String> names(Strategy strategy) {
        Set<String> names = new HashSet<>(SharedSettings.OF_EXITS);
        for (Side side : Side.values()) {
            names.addAll(strategy.exit(side).parameters());
            strategy.target(side).ifPresent(line -> names.addAll(line.parameters()));
        }
        names.addAll(strategy.averageTrueRange().parameters());
        return names;
    }

    /** The rule of these raw values; empty where they cannot be run together. */
    static Optional<ExitRule> of(Strategy strategy, Map<String, ?> raw) {
        ParameterReader reader = new ParameterReader(raw);
        Stop stop = SharedSettings.stop(reader);
        int maxBars = SharedSettings.MAX_BARS.read(reader).orElse(Integer.MAX_VALUE);
        OptionalDouble takeProfit = SharedSettings.takeProfitPercent(reader);
        EntryFill entryFill = SharedSettings.entryFill(reader);
        double slippage = SharedSettings.SLIPPAGE.read(reader);
        if (!reader.faults().isEmpty()) {
            return Optional.empty();
        }
        ParameterValues values = new ParameterValues(raw);
        Condition shortExit = strategy.exit(Side.SHORT);
        Condition longExit = strategy.exit(Side.LONG);
        Column shortTarget = target(strategy, Side.SHORT, values);
        Column longTarget = target(strategy, Side.LONG, values);
        boolean fillsLimits = takeProfit.isPresent() || shortTarget != null || longTarget != null;
        return Optional.of(new ExitRule(
                shortExit.under(values),
                longExit.under(values),
                shortTarget,
                longTarget,
                stop.usesAtr() ? strategy.averageTrueRange().under().apply(values) : null,
                maxBars,
                withEffect(stop, fillsLimits),
                takeProfit.orElse(Double.NaN),
                entryFill,
                slippage));
    }

    private static Column target(Strategy strategy, Side side, ParameterValues values) {
        return strategy.target(side).map(line -> line.under().apply(values)).orElse(null);
    }

    /** Whether a position is opened at a close, and nothing but stop, age and a condition of the bar alone closes it. */
    boolean isPlain() {
        return entryFill == EntryFill.CLOSE
                && shortTarget == null
                && longTarget == null
                && Double.isNaN(takeProfitPercent)
                && !shortExit.asksPosition()
                && !longExit.asksPosition();
    }

    private static Stop withEffect(Stop stop, boolean fillsLimits) {
        if (!stop.enabled()) {
            return new Stop(
                    false,
                    StopMode.FIXED_PERCENT,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    false,
                    0,
                    TrailFrom.BAR,
                    fillsLimits ? stop.fill() : StopFill.STOP_PRICE);
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
