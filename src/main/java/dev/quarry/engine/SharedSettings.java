package dev.quarry.engine;

import dev.quarry.engine.StrategyParameters.Account;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.platform.text.ReferenceText;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.TradeDirection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that all strategies share (SPEC A.2): sides, age, stop, costs, size and limits, by name and in groups. */
public final class SharedSettings {

    private static final NumberRange DISTANCE_PERCENT = NumberRange.aboveUpTo(0, 100);
    private static final NumberRange MULTIPLE = NumberRange.aboveUpTo(0, 1000);

    static final Parameter<TradeDirection> DIRECTION = Parameter.choice("trade_direction", TradeDirection.SHORT);

    /** Bars after which a position is closed at any price. */
    public static final Parameter<OptionalInt> MAX_BARS =
            Parameter.wholeLimit("max_bars_in_trade", OptionalInt.of(100), 0);

    private static final Parameter<Boolean> USE_STOP = Parameter.flag("use_stop", true);

    /** How the distance of the stop is measured. */
    public static final Parameter<StopMode> STOP_MODE =
            Parameter.choice("stop_mode", StopMode.FIXED_PERCENT).onlyIf(USE_STOP);

    /** The distance of the stop in percent of the entry price. */
    public static final Parameter<OptionalDouble> STOP_PERCENT = Parameter.limit(
                    "stop_pct", OptionalDouble.of(2.0), DISTANCE_PERCENT)
            .onlyIf(USE_STOP)
            .onlyIf(STOP_MODE, StopMode.FIXED_PERCENT);

    private static final Parameter<OptionalDouble> STOP_ATR = Parameter.limit(
                    "stop_atr_mult", OptionalDouble.of(2.0), MULTIPLE)
            .onlyIf(USE_STOP)
            .onlyIf(STOP_MODE, StopMode.ATR);

    private static final Parameter<Boolean> USE_TRAILING = Parameter.flag("use_trailing", false);
    private static final Parameter<Double> TRAIL_PERCENT =
            Parameter.number("trail_pct", 1.0, DISTANCE_PERCENT).onlyIf(USE_TRAILING);
    private static final Parameter<TrailFrom> TRAIL_FROM = Parameter.choice("trail_from", TrailFrom.BAR);
    private static final Parameter<StopFill> STOP_FILL = Parameter.choice("stop_fill", StopFill.STOP_PRICE);
    private static final Parameter<OptionalDouble> TAKE_PROFIT =
            Parameter.limit("take_profit_pct", OptionalDouble.empty(), NumberRange.aboveUpTo(0, 10_000));
    private static final Parameter<EntryFill> ENTRY_FILL = Parameter.choice("entry_fill", EntryFill.CLOSE);
    private static final Parameter<Double> CASH = Parameter.number("cash", 10_000, NumberRange.above(0));
    private static final NumberRange COMMISSION_RANGE = NumberRange.between(0, 1);
    private static final Parameter<Double> COMMISSION =
            Parameter.number("commission", StrategyParameters.SEARCH_COMMISSION, COMMISSION_RANGE);
    private static final Parameter<TradeMode> TRADE_MODE = Parameter.choice("trade_mode", TradeMode.MARGIN);
    private static final Parameter<OptionalDouble> DAILY_LOSS_LIMIT =
            Parameter.limit("daily_loss_limit", OptionalDouble.of(3.0), NumberRange.atLeast(0));
    private static final Parameter<Double> RISK =
            Parameter.number("risk_per_trade_pct", 1.0, NumberRange.between(0, 100));
    private static final Parameter<OptionalDouble> MAX_LEVERAGE =
            Parameter.limit("max_leverage", OptionalDouble.empty(), NumberRange.between(0, 1000));
    private static final Parameter<OptionalDouble> MAINTENANCE =
            Parameter.limit("maintenance_margin_pct", OptionalDouble.empty(), NumberRange.between(0, 100));
    private static final Parameter<OptionalDouble> MAX_UTILIZATION =
            Parameter.limit("max_margin_utilization", OptionalDouble.empty(), NumberRange.atLeast(0));
    /** Every fill is worse by this percentage of its price. */
    public static final Parameter<Double> SLIPPAGE = Parameter.number("slippage_pct", 0, NumberRange.between(0, 50));

    private static final Parameter<Double> FUNDING_RATE =
            Parameter.number("funding_rate", 0, NumberRange.between(-1, 1));

    private static final List<Parameter<?>> STOP =
            List.of(USE_STOP, STOP_MODE, STOP_PERCENT, STOP_ATR, USE_TRAILING, TRAIL_PERCENT, TRAIL_FROM, STOP_FILL);
    private static final List<Parameter<?>> ACCOUNT = List.of(
            CASH,
            COMMISSION,
            TRADE_MODE,
            DAILY_LOSS_LIMIT,
            RISK,
            MAX_LEVERAGE,
            MAINTENANCE,
            MAX_UTILIZATION,
            SLIPPAGE,
            FUNDING_RATE);

    /** Younger than the reference and off by default: where they are off, nothing is written of them. */
    private static final List<Parameter<?>> YOUNGER = List.of(TAKE_PROFIT, ENTRY_FILL);

    /** All of them, in the order in which they are shown. */
    public static final List<Parameter<?>> ALL = Stream.of(List.of(DIRECTION, MAX_BARS), STOP, YOUNGER, ACCOUNT)
            .<Parameter<?>>flatMap(List::stream)
            .toList();

    /** The names of those that say which sides are entered. */
    public static final Set<String> OF_ENTRIES = Set.of(DIRECTION.name());

    /** The names of those that the exit of a position depends on, apart from liquidation. */
    public static final Set<String> OF_EXITS =
            names(Stream.of(List.of(MAX_BARS, SLIPPAGE), STOP, YOUNGER).flatMap(List::stream));

    /** The names of those that the money of a run depends on. */
    public static final Set<String> OF_ACCOUNTS =
            names(Stream.concat(Stream.of(DIRECTION, USE_STOP, STOP_FILL), ACCOUNT.stream()));

    private SharedSettings() {}

    /** Which sides may be traded. */
    public static TradeDirection direction(ParameterReader reader) {
        return DIRECTION.read(reader);
    }

    /** The stop; a distance that its mode does not use is optional, and both are while there is none. */
    public static Stop stop(ParameterReader reader) {
        boolean enabled = USE_STOP.read(reader);
        StopMode mode = STOP_MODE.read(reader);
        return new Stop(
                enabled,
                mode,
                distance(reader, STOP_PERCENT, !enabled || mode != StopMode.FIXED_PERCENT),
                distance(reader, STOP_ATR, !enabled || mode != StopMode.ATR),
                USE_TRAILING.read(reader),
                TRAIL_PERCENT.read(reader),
                TRAIL_FROM.read(reader),
                STOP_FILL.read(reader));
    }

    /** How far in favour, in percent of the entry price, a position is closed; empty for never. */
    public static OptionalDouble takeProfitPercent(ParameterReader reader) {
        return TAKE_PROFIT.read(reader);
    }

    /** At which price positions are opened. */
    public static EntryFill entryFill(ParameterReader reader) {
        return ENTRY_FILL.read(reader);
    }

    private static OptionalDouble distance(
            ParameterReader reader, Parameter<OptionalDouble> parameter, boolean unused) {
        return unused
                ? parameter.read(reader)
                : OptionalDouble.of(
                        reader.number(parameter.name(), parameter.absent().getAsDouble(), parameter.range()));
    }

    /** Money and costs. */
    public static Account account(ParameterReader reader, double defaultCommission, TradeDirection direction) {
        return new Account(
                CASH.read(reader),
                reader.number(COMMISSION.name(), defaultCommission, COMMISSION_RANGE),
                tradeMode(reader, direction),
                DAILY_LOSS_LIMIT.read(reader),
                RISK.read(reader),
                MAX_LEVERAGE.read(reader),
                MAINTENANCE.read(reader),
                MAX_UTILIZATION.read(reader),
                SLIPPAGE.read(reader),
                FUNDING_RATE.read(reader));
    }

    /**
     * Every text but the name of the simple mode means margin: clients of the reference send all sorts of names. That mode
     * only ever went short; with another direction its name is ignored, as the newest reference ignores it always.
     */
    private static TradeMode tradeMode(ParameterReader reader, TradeDirection direction) {
        String text = reader.text(TRADE_MODE.name(), TradeMode.MARGIN.text());
        return direction == TradeDirection.SHORT
                ? ReferenceText.read(TradeMode.class, text).orElse(TradeMode.MARGIN)
                : TradeMode.MARGIN;
    }

    /** What is wrong with one value by itself; the distance that a stop needs may be null here, and any text is a mode. */
    static List<ParameterFault> faultsOf(Parameter<?> parameter, Object value) {
        if (parameter != TRADE_MODE) {
            return parameter.faultsOf(value);
        }
        ParameterReader reader = new ParameterReader(Collections.singletonMap(TRADE_MODE.name(), value));
        reader.text(TRADE_MODE.name(), TradeMode.MARGIN.text());
        return reader.faults();
    }

    static Map<String, Object> toMap(StrategyParameters parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, DIRECTION, parameters.direction());
        put(map, MAX_BARS, parameters.maxBars());
        Stop stop = parameters.stop();
        put(map, USE_STOP, stop.enabled());
        put(map, STOP_MODE, stop.mode());
        put(map, STOP_PERCENT, stop.percent());
        put(map, STOP_ATR, stop.atrMultiple());
        put(map, USE_TRAILING, stop.trailing());
        put(map, TRAIL_PERCENT, stop.trailPercent());
        put(map, TRAIL_FROM, stop.trailFrom());
        put(map, STOP_FILL, stop.fill());
        putUnlessOff(map, TAKE_PROFIT, parameters.takeProfitPercent(), parameters.strategy());
        putUnlessOff(map, ENTRY_FILL, parameters.entryFill(), parameters.strategy());
        Account account = parameters.account();
        put(map, CASH, account.cash());
        put(map, COMMISSION, account.commission());
        put(map, TRADE_MODE, account.mode());
        put(map, DAILY_LOSS_LIMIT, account.dailyLossLimitPercent());
        put(map, RISK, account.riskPercent());
        put(map, MAX_LEVERAGE, account.maxLeverage());
        put(map, MAINTENANCE, account.maintenanceMarginPercent());
        put(map, MAX_UTILIZATION, account.maxMarginUtilizationPercent());
        put(map, SLIPPAGE, account.slippagePercent());
        put(map, FUNDING_RATE, account.fundingRate());
        return map;
    }

    /** What identifies a run of the built-in family is made of these names, so they stay as they were. */
    private static <T> void putUnlessOff(Map<String, Object> map, Parameter<T> parameter, T value, Strategy strategy) {
        if (!value.equals(parameter.absent()) || strategy.defaults().containsKey(parameter.name())) {
            put(map, parameter, value);
        }
    }

    private static <T> void put(Map<String, Object> map, Parameter<T> parameter, T value) {
        map.put(parameter.name(), parameter.written(value));
    }

    private static Set<String> names(Stream<Parameter<?>> parameters) {
        return parameters.map(Parameter::name).collect(Collectors.toUnmodifiableSet());
    }
}
