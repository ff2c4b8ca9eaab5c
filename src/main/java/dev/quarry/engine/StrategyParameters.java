package dev.quarry.engine;

import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import dev.quarry.series.MarketFields;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.TradeDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A strategy with values for all of its parameters and for the settings that all strategies share (SPEC A.2, E).
 * Percentages are numbers like 2.0 for two percent; {@code commission} and {@code fundingRate} are fractions. Instances come
 * from {@link #parse}, which checks ranges; nothing after it checks again.
 *
 * @param strategy the strategy
 * @param values values for its own parameters
 * @param direction which sides may be traded
 * @param maxBars bars after which a position is closed at any price; absent means never
 * @param stop the stop
 * @param takeProfitPercent how far in favour, in percent of the entry price, a position is closed; empty for never
 * @param entryFill at which price positions are opened
 * @param account money, costs and limits
 */
public record StrategyParameters(
        Strategy strategy,
        ParameterValues values,
        TradeDirection direction,
        OptionalInt maxBars,
        Stop stop,
        OptionalDouble takeProfitPercent,
        EntryFill entryFill,
        Account account) {

    /** The default commission of the single back-test service, a fraction of the notional for each leg. */
    public static final double SERVICE_COMMISSION = 0.0005;

    /** The default commission of grid searches and discoveries, a fraction of the notional for each leg. */
    public static final double SEARCH_COMMISSION = 0.001;

    /**
     * Names that mean nothing to the strategy: market fields, which clients of the reference repeat among the parameters,
     * and what a preset says of itself, so that one can be pasted as a whole.
     */
    public static final Set<String> IGNORED_NAMES = Stream.concat(
                    MarketFields.ALL.stream(), Stream.of("name", "description", "category"))
            .collect(Collectors.toUnmodifiableSet());

    /** How the bars are looked at is no matter of the strategy, but stands among its parameters. */
    private static final Set<String> TEST_OPTIONS = Set.of(Warmup.NAME, Adjust.NAME, FundingSource.NAME);

    /**
     * The stop.
     *
     * @param enabled whether there is an initial stop
     * @param mode how its distance is measured
     * @param percent distance in percent of the entry price; absent only where it is not used
     * @param atrMultiple distance in average true ranges; absent only where it is not used
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
            StopFill fill) {

        /** Whether its distance is measured by the average true range. */
        public boolean usesAtr() {
            return enabled && mode == StopMode.ATR;
        }
    }

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
     * and is accepted for the stop distance that is not used; {@link #IGNORED_NAMES} are skipped.
     *
     * @param defaultCommission {@link #SERVICE_COMMISSION} or {@link #SEARCH_COMMISSION}
     * @return the parameters, or all faults
     */
    public static ParsedParameters parse(Strategy strategy, Map<String, ?> given, double defaultCommission) {
        Map<String, ?> raw = withDefaults(strategy, given);
        ParameterReader reader = new ParameterReader(raw);
        strategy.parameters().forEach(parameter -> parameter.read(reader));
        TradeDirection direction = SharedSettings.direction(reader);
        StrategyParameters parameters = new StrategyParameters(
                strategy,
                new ParameterValues(raw),
                direction,
                SharedSettings.MAX_BARS.read(reader),
                SharedSettings.stop(reader),
                SharedSettings.takeProfitPercent(reader),
                SharedSettings.entryFill(reader),
                SharedSettings.account(reader, defaultCommission, direction));
        checkTestOptions(reader, parameters.account);
        Set<String> known = new HashSet<>(names(strategy));
        known.addAll(IGNORED_NAMES);
        known.addAll(TEST_OPTIONS);
        reader.refuseOthersThan(known);
        return new ParsedParameters(
                reader.faults().isEmpty() ? Optional.of(parameters) : Optional.empty(), reader.faults());
    }

    /** These values and, where none is given, what the strategy has for shared settings. */
    public static Map<String, ?> withDefaults(Strategy strategy, Map<String, ?> given) {
        if (strategy.defaults().isEmpty()) {
            return given;
        }
        Map<String, Object> all = new HashMap<>(strategy.defaults());
        all.putAll(given);
        return all;
    }

    private static void checkTestOptions(ParameterReader reader, Account account) {
        reader.choice(Warmup.NAME, Warmup.COLD_START);
        reader.choice(Adjust.NAME, Adjust.NONE);
        if (reader.choice(FundingSource.NAME, FundingSource.CONSTANT) == FundingSource.HISTORICAL
                && account.fundingRate() != 0) {
            reader.fault("funding_rate", "must be absent with funding historical, which has a rate for each time");
        }
    }

    /** All defaults, with that commission. */
    public static StrategyParameters defaults(Strategy strategy, double defaultCommission) {
        return parse(strategy, Map.of(), defaultCommission).orThrow();
    }

    /**
     * What is wrong with one value by itself, whatever the other parameters are. Null is accepted where some setting of
     * the others allows it.
     */
    public static List<ParameterFault> faultsOf(Strategy strategy, String name, Object value) {
        Optional<Parameter<?>> parameter =
                parameters(strategy).filter(p -> p.name().equals(name)).findFirst();
        return parameter.isPresent()
                ? SharedSettings.faultsOf(parameter.get(), value)
                : parse(strategy, Collections.singletonMap(name, value), 0).faults();
    }

    /** The same for many values of one parameter: what is wrong with each, by its place as {@code name[2]}. */
    public static List<ParameterFault> faultsOfAll(Parameter<?> parameter, List<?> values) {
        List<ParameterFault> faults = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (ParameterFault fault : SharedSettings.faultsOf(parameter, values.get(i))) {
                faults.add(new ParameterFault(parameter.name() + "[" + i + "]", fault.reason()));
            }
        }
        return faults;
    }

    /** The name of every parameter, in a fixed order: the strategy's own, then the shared ones. */
    public static List<String> names(Strategy strategy) {
        return parameters(strategy).map(Parameter::name).toList();
    }

    /** Every parameter in that order. */
    public static Stream<Parameter<?>> parameters(Strategy strategy) {
        return Stream.concat(strategy.parameters().stream(), SharedSettings.ALL.stream());
    }

    /**
     * Every parameter by name and the {@link Warmup}, the given ones as they were given and the others with their defaults, so
     * that they mean the same wherever they are used; {@link #IGNORED_NAMES} are left out. Nothing is checked.
     *
     * @param defaultCommission the commission where none is given, a fraction of the notional for each leg
     */
    public static Map<String, Object> complete(Strategy strategy, Map<String, ?> raw, double defaultCommission) {
        Map<String, Object> all = defaults(strategy, defaultCommission).toMap();
        all.put(Warmup.NAME, Warmup.COLD_START.text());
        all.putAll(raw);
        all.keySet().removeAll(IGNORED_NAMES);
        return all;
    }

    /** The parameters by name, in the order of {@link #names}; {@link #parse} reads them back. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        strategy.parameters().forEach(parameter -> map.put(parameter.name(), parameter.written(values)));
        map.putAll(SharedSettings.toMap(this));
        return map;
    }

    /** The same with another account. */
    public StrategyParameters with(Account other) {
        return new StrategyParameters(strategy, values, direction, maxBars, stop, takeProfitPercent, entryFill, other);
    }
}
