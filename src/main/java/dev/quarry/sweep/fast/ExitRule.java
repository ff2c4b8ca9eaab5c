package dev.quarry.sweep.fast;

import dev.quarry.engine.StopMode;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.TrailFrom;
import dev.quarry.strategy.rsibands.AverageType;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.Channel;
import dev.quarry.strategy.rsibands.ExitLevel;
import dev.quarry.strategy.rsibands.Keltner;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the exit of a position depends on, apart from liquidation, with everything that has no effect left out: two runs
 * with equal rules leave a position that was entered on the same bar and side at the same bar and price.
 *
 * @param channel channel of the profit target
 * @param level line of that channel
 * @param length window of its middle line
 * @param basis average of its middle line
 * @param atrLength window of its average true range; 0 when bands or stop do not use it
 * @param width distance of its bands; 0 when the target is the middle line
 * @param maxBars greatest age
 * @param stop the stop without what it does not use; null when there is none
 * @param slippagePercent by which fills are worse
 */
record ExitRule(
        Channel channel,
        ExitLevel level,
        int length,
        AverageType basis,
        int atrLength,
        double width,
        int maxBars,
        StrategyParameters.Stop stop,
        double slippagePercent) {

    /** The parameters that these rules are made of. */
    static final Set<String> NAMES = Set.of(
            "bb_len",
            "bb_std",
            "bb_basis_type",
            "kc_ema_len",
            "kc_atr_len",
            "kc_mult",
            "kc_mid_type",
            "exit_channel",
            "exit_level",
            "max_bars_in_trade",
            "use_stop",
            "stop_mode",
            "stop_pct",
            "stop_atr_mult",
            "use_trailing",
            "trail_pct",
            "trail_from",
            "stop_fill",
            "slippage_pct");

    static ExitRule of(StrategyParameters parameters) {
        StrategyParameters.Exit exit = parameters.exit();
        Bollinger bollinger = parameters.bollinger();
        Keltner keltner = parameters.keltner();
        boolean bands = exit.level() != ExitLevel.MID;
        boolean ofBollinger = exit.channel() == Channel.BOLLINGER;
        StrategyParameters.Stop stop = withEffect(parameters.stop());
        boolean atr = stop != null && stop.mode() == StopMode.ATR || bands && !ofBollinger;
        double width = ofBollinger ? bollinger.deviations() : keltner.multiplier();
        return new ExitRule(
                exit.channel(),
                exit.level(),
                ofBollinger ? bollinger.length() : keltner.length(),
                ofBollinger ? bollinger.basis() : keltner.mid(),
                atr ? keltner.atrLength() : 0,
                bands ? width : 0,
                exit.maxBars().orElse(Integer.MAX_VALUE),
                stop,
                parameters.account().slippagePercent());
    }

    private static StrategyParameters.Stop withEffect(StrategyParameters.Stop stop) {
        if (!stop.enabled()) {
            return null;
        }
        boolean atr = stop.mode() == StopMode.ATR;
        return new StrategyParameters.Stop(
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
