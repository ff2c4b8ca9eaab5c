package dev.quarry.engine;

import dev.quarry.series.Warmup;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.Channel;
import dev.quarry.strategy.rsibands.Entry;
import dev.quarry.strategy.rsibands.ExitLevel;
import dev.quarry.strategy.rsibands.Keltner;
import dev.quarry.strategy.rsibands.Rsi;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Every parameter of the strategy (SPEC A.2, E), grouped by what it steers. Percentages are numbers like 2.0 for two
 * percent; {@code commission} and {@code fundingRate} are fractions. Instances come from {@link #parse}, which checks
 * ranges; nothing after it checks again.
 */
public record StrategyParameters(
        Bollinger bollinger, Keltner keltner, Rsi rsi, Entry entry, Exit exit, Stop stop, Account account) {

    /** The default commission of the single back-test service, a fraction of the notional for each leg. */
    public static final double SERVICE_COMMISSION = 0.0005;

    /** The default commission of grid searches and discoveries, a fraction of the notional for each leg. */
    public static final double SEARCH_COMMISSION = 0.001;

    /**
     * Names that mean nothing to the strategy: market fields, which clients of the reference repeat among the parameters,
     * and what a preset says of itself, so that one can be pasted as a whole.
     */
    public static final Set<String> IGNORED_NAMES =
            Set.of("exchange", "symbol", "timeframe", "start_ts", "end_ts", "name", "description", "category");

    /**
     * When a position is closed, apart from stops.
     *
     * @param channel channel of the profit target
     * @param level line of that channel
     * @param maxBars bars after which a position is closed at any price; absent means never
     */
    public record Exit(Channel channel, ExitLevel level, OptionalInt maxBars) {}

    /**
     * The stop.
     *
     * @param enabled whether there is an initial stop
     * @param mode how its distance is measured
     * @param percent distance in percent of the entry price; absent only when {@code mode} does not use it
     * @param atrMultiple distance in average true ranges; absent only when {@code mode} does not use it
     * @param trailing whether the stop follows the best close
     * @param trailPercent distance of the trailing stop from the best close, in percent of it
     * @param trailFrom from which bar on a moved stop stands
     * @param fill price at which a stop fills, and a liquidation with it
     */
    public record Stop(
            boolean enabled,
            StopMode mode,
            OptionalDouble percent,
            OptionalDouble atrMultiple,
            boolean trailing,
            double trailPercent,
            TrailFrom trailFrom,
            StopFill fill) {}

    /**
     * Money: size of positions, costs and limits.
     *
     * @param cash equity at the start, in units of the quote asset
     * @param commission fraction of the notional, charged on each leg
     * @param mode how positions are sized
     * @param dailyLossLimitPercent realised loss of a UTC day, in percent of equity, after which nothing is opened on
     *     that day; absent or 0 means no limit
     * @param riskPercent equity at risk between entry and stop, in percent; 0 means one unit of the base asset a trade
     * @param maxLeverage greatest notional as a multiple of equity; absent or 0 means no cap
     * @param maintenanceMarginPercent maintenance margin in percent of the notional; absent or 0 means no liquidation
     * @param maxMarginUtilizationPercent greatest used margin in percent of equity; absent or 0 means no cap
     * @param slippagePercent every fill, entry and exit alike, is worse by this percentage of its price; 0 by default
     * @param fundingRate fraction of the entry notional that longs pay to shorts (negative: shorts to longs) at each
     *     00:00, 08:00 and 16:00 UTC after the entry and up to the exit; 0 by default
     */
    public record Account(
            double cash,
            double commission,
            TradeMode mode,
            OptionalDouble dailyLossLimitPercent,
            double riskPercent,
            OptionalDouble maxLeverage,
            OptionalDouble maintenanceMarginPercent,
            OptionalDouble maxMarginUtilizationPercent,
            double slippagePercent,
            double fundingRate) {}

    /**
     * Reads parameters by their names in the REST contract. Absent means default; null switches an optional limit off,
     * and is accepted for the stop distance that the stop mode does not use; {@link #IGNORED_NAMES} are skipped.
     *
     * @param defaultCommission {@link #SERVICE_COMMISSION} or {@link #SEARCH_COMMISSION}
     * @return the parameters, or all faults
     */
    public static ParsedParameters parse(Map<String, ?> raw, double defaultCommission) {
        return ParameterNames.parse(raw, defaultCommission);
    }

    /** All defaults, with that commission. */
    public static StrategyParameters defaults(double defaultCommission) {
        return parse(Map.of(), defaultCommission).orThrow();
    }

    /**
     * What is wrong with one value by itself, whatever the other parameters are. Null is accepted where some setting of
     * the others allows it.
     */
    public static List<ParameterFault> faultsOf(String name, Object value) {
        return ParameterNames.faultsOf(name, value);
    }

    /** The name of every parameter, in a fixed order. */
    public static List<String> names() {
        return ParameterNames.ALL;
    }

    /**
     * Every parameter by name and the {@link Warmup}, the given ones as they were given and the others with their defaults, so
     * that they mean the same wherever they are used; {@link #IGNORED_NAMES} are left out. Nothing is checked.
     *
     * @param defaultCommission the commission where none is given, a fraction of the notional for each leg
     */
    public static Map<String, Object> complete(Map<String, ?> raw, double defaultCommission) {
        Map<String, Object> all = defaults(defaultCommission).toMap();
        all.put(Warmup.NAME, Warmup.COLD_START.text());
        all.putAll(raw);
        all.keySet().removeAll(IGNORED_NAMES);
        return all;
    }

    /** The parameters by name, in the order of {@link #names()}; {@link #parse} reads them back. */
    public Map<String, Object> toMap() {
        return ParameterNames.toMap(this);
    }
}
