package dev.quarry.engine;

import dev.quarry.engine.StrategyParameters.Account;
import dev.quarry.engine.StrategyParameters.Exit;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.platform.text.ReferenceText;
import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.rsibands.AverageType;
import dev.quarry.strategy.rsibands.BandMode;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.Channel;
import dev.quarry.strategy.rsibands.Entry;
import dev.quarry.strategy.rsibands.ExitLevel;
import dev.quarry.strategy.rsibands.Keltner;
import dev.quarry.strategy.rsibands.Relation;
import dev.quarry.strategy.rsibands.Rsi;
import dev.quarry.strategy.rsibands.RsiSmoothing;
import dev.quarry.strategy.rsibands.RsiVisibility;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names, defaults and ranges of the strategy parameters (SPEC A.2), to read them from a map and back into one. */
final class ParameterNames {

    /** Longer windows than this are refused: they would cost minutes and mean nothing. */
    private static final int LONGEST_WINDOW = 10_000;

    private static final NumberRange RSI_LEVEL = NumberRange.between(0, 100);
    private static final NumberRange DISTANCE_PERCENT = NumberRange.aboveUpTo(0, 100);
    private static final NumberRange MULTIPLE = NumberRange.aboveUpTo(0, 1000);

    static final List<String> ALL = List.of(
            "bb_len",
            "bb_std",
            "bb_basis_type",
            "kc_ema_len",
            "kc_atr_len",
            "kc_mult",
            "kc_mid_type",
            "rsi_len_30m",
            "rsi_ma_len",
            "rsi_smoothing_type",
            "rsi_ma_type",
            "rsi_visibility",
            "rsi_min",
            "rsi_ma_min",
            "rsi_max",
            "rsi_ma_max",
            "use_rsi_relation",
            "rsi_relation",
            "entry_band_mode",
            "trade_direction",
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
            "cash",
            "commission",
            "trade_mode",
            "daily_loss_limit",
            "risk_per_trade_pct",
            "max_leverage",
            "maintenance_margin_pct",
            "max_margin_utilization",
            "slippage_pct",
            "funding_rate");

    /** How the bars are looked at is no matter of the strategy, but stands among its parameters. */
    private static final Set<String> KNOWN = Stream.of(
                    ALL.stream(),
                    StrategyParameters.IGNORED_NAMES.stream(),
                    Stream.of(Warmup.NAME, Adjust.NAME, FundingSource.NAME))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    /** What reads a parameter together with those that it is checked with: grids have many values, and one name each. */
    private static final Map<String, Consumer<ParameterReader>> READERS = new HashMap<>();

    static {
        read(ALL.subList(0, 3), ParameterNames::bollinger);
        read(ALL.subList(3, 7), ParameterNames::keltner);
        read(ALL.subList(7, 12), ParameterNames::rsi);
        read(ALL.subList(12, 20), ParameterNames::entry);
        read(ALL.subList(20, 23), ParameterNames::exit);
        read(ALL.subList(23, 31), ParameterNames::stop);
        read(ALL.subList(31, 41), reader -> account(reader, 0, TradeDirection.SHORT));
    }

    private ParameterNames() {}

    private static void read(List<String> names, Consumer<ParameterReader> reader) {
        names.forEach(name -> READERS.put(name, reader));
    }

    static ParsedParameters parse(Map<String, ?> raw, double defaultCommission) {
        ParameterReader reader = new ParameterReader(raw);
        Entry entry = entry(reader);
        StrategyParameters parameters = new StrategyParameters(
                bollinger(reader),
                keltner(reader),
                rsi(reader),
                entry,
                exit(reader),
                stop(reader),
                account(reader, defaultCommission, entry.direction()));
        reader.choice(Warmup.NAME, Warmup.COLD_START);
        reader.choice(Adjust.NAME, Adjust.NONE);
        if (reader.choice(FundingSource.NAME, FundingSource.CONSTANT) == FundingSource.HISTORICAL
                && parameters.account().fundingRate() != 0) {
            reader.fault("funding_rate", "must be absent with funding historical, which has a rate for each time");
        }
        reader.refuseOthersThan(KNOWN);
        return new ParsedParameters(
                reader.faults().isEmpty() ? Optional.of(parameters) : Optional.empty(), reader.faults());
    }

    static List<ParameterFault> faultsOf(String name, Object value) {
        Map<String, Object> alone = new HashMap<>();
        alone.put(name, value);
        if (name.equals("stop_pct") && value == null) {
            alone.put("stop_mode", StopMode.ATR.text());
        }
        Consumer<ParameterReader> group = READERS.get(name);
        if (group == null) {
            return parse(alone, 0).faults();
        }
        ParameterReader reader = new ParameterReader(alone);
        group.accept(reader);
        return reader.faults();
    }

    static Map<String, Object> toMap(StrategyParameters parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        Bollinger bollinger = parameters.bollinger();
        map.put("bb_len", bollinger.length());
        map.put("bb_std", bollinger.deviations());
        map.put("bb_basis_type", bollinger.basis().text());
        Keltner keltner = parameters.keltner();
        map.put("kc_ema_len", keltner.length());
        map.put("kc_atr_len", keltner.atrLength());
        map.put("kc_mult", keltner.multiplier());
        map.put("kc_mid_type", keltner.mid().text());
        Rsi rsi = parameters.rsi();
        map.put("rsi_len_30m", rsi.length());
        map.put("rsi_ma_len", rsi.averageLength());
        map.put("rsi_smoothing_type", rsi.smoothing().text());
        map.put("rsi_ma_type", rsi.averageType().text());
        map.put("rsi_visibility", rsi.visibility().text());
        Entry entry = parameters.entry();
        map.put("rsi_min", entry.rsiMin());
        map.put("rsi_ma_min", entry.rsiAverageMin());
        map.put("rsi_max", orNull(entry.rsiMax()));
        map.put("rsi_ma_max", orNull(entry.rsiAverageMax()));
        map.put("use_rsi_relation", entry.useRelation());
        map.put("rsi_relation", entry.relation().text());
        map.put("entry_band_mode", entry.bandMode().text());
        map.put("trade_direction", entry.direction().text());
        Exit exit = parameters.exit();
        map.put("exit_channel", exit.channel().text());
        map.put("exit_level", exit.level().text());
        map.put("max_bars_in_trade", exit.maxBars().isPresent() ? exit.maxBars().getAsInt() : null);
        Stop stop = parameters.stop();
        map.put("use_stop", stop.enabled());
        map.put("stop_mode", stop.mode().text());
        map.put("stop_pct", orNull(stop.percent()));
        map.put("stop_atr_mult", orNull(stop.atrMultiple()));
        map.put("use_trailing", stop.trailing());
        map.put("trail_pct", stop.trailPercent());
        map.put("trail_from", stop.trailFrom().text());
        map.put("stop_fill", stop.fill().text());
        Account account = parameters.account();
        map.put("cash", account.cash());
        map.put("commission", account.commission());
        map.put("trade_mode", account.mode().text());
        map.put("daily_loss_limit", orNull(account.dailyLossLimitPercent()));
        map.put("risk_per_trade_pct", account.riskPercent());
        map.put("max_leverage", orNull(account.maxLeverage()));
        map.put("maintenance_margin_pct", orNull(account.maintenanceMarginPercent()));
        map.put("max_margin_utilization", orNull(account.maxMarginUtilizationPercent()));
        map.put("slippage_pct", account.slippagePercent());
        map.put("funding_rate", account.fundingRate());
        return map;
    }

    private static Bollinger bollinger(ParameterReader reader) {
        return new Bollinger(
                window(reader, "bb_len", 20),
                reader.number("bb_std", 2.0, MULTIPLE),
                reader.choice("bb_basis_type", AverageType.SIMPLE));
    }

    private static Keltner keltner(ParameterReader reader) {
        return new Keltner(
                window(reader, "kc_ema_len", 20),
                window(reader, "kc_atr_len", 14),
                reader.number("kc_mult", 2.0, MULTIPLE),
                reader.choice("kc_mid_type", AverageType.EXPONENTIAL));
    }

    private static Rsi rsi(ParameterReader reader) {
        return new Rsi(
                window(reader, "rsi_len_30m", 14),
                window(reader, "rsi_ma_len", 10),
                reader.choice("rsi_smoothing_type", RsiSmoothing.EMA),
                reader.choice("rsi_ma_type", AverageType.SIMPLE),
                reader.choice("rsi_visibility", RsiVisibility.BIN_CLOSE));
    }

    private static Entry entry(ParameterReader reader) {
        return new Entry(
                reader.number("rsi_min", 70, RSI_LEVEL),
                reader.number("rsi_ma_min", 70, RSI_LEVEL),
                reader.limit("rsi_max", OptionalDouble.empty(), RSI_LEVEL),
                reader.limit("rsi_ma_max", OptionalDouble.empty(), RSI_LEVEL),
                reader.flag("use_rsi_relation", true),
                reader.choice("rsi_relation", Relation.AT_LEAST),
                reader.choice("entry_band_mode", BandMode.EITHER),
                reader.choice("trade_direction", TradeDirection.SHORT));
    }

    private static Exit exit(ParameterReader reader) {
        return new Exit(
                reader.choice("exit_channel", Channel.BOLLINGER),
                reader.choice("exit_level", ExitLevel.MID),
                reader.wholeLimit("max_bars_in_trade", OptionalInt.of(100), 0, Integer.MAX_VALUE));
    }

    private static Stop stop(ParameterReader reader) {
        boolean enabled = reader.flag("use_stop", true);
        StopMode mode = reader.choice("stop_mode", StopMode.FIXED_PERCENT);
        return new Stop(
                enabled,
                mode,
                distance(reader, "stop_pct", DISTANCE_PERCENT, mode != StopMode.FIXED_PERCENT),
                distance(reader, "stop_atr_mult", MULTIPLE, mode != StopMode.ATR),
                reader.flag("use_trailing", false),
                reader.number("trail_pct", 1.0, DISTANCE_PERCENT),
                reader.choice("trail_from", TrailFrom.BAR),
                reader.choice("stop_fill", StopFill.STOP_PRICE));
    }

    private static OptionalDouble distance(ParameterReader reader, String name, NumberRange range, boolean unused) {
        return unused
                ? reader.limit(name, OptionalDouble.of(2.0), range)
                : OptionalDouble.of(reader.number(name, 2.0, range));
    }

    private static Account account(ParameterReader reader, double defaultCommission, TradeDirection direction) {
        return new Account(
                reader.number("cash", 10_000, NumberRange.above(0)),
                reader.number("commission", defaultCommission, NumberRange.between(0, 1)),
                tradeMode(reader, direction),
                reader.limit("daily_loss_limit", OptionalDouble.of(3.0), NumberRange.atLeast(0)),
                reader.number("risk_per_trade_pct", 1.0, NumberRange.between(0, 100)),
                reader.limit("max_leverage", OptionalDouble.empty(), NumberRange.between(0, 1000)),
                reader.limit("maintenance_margin_pct", OptionalDouble.empty(), NumberRange.between(0, 100)),
                reader.limit("max_margin_utilization", OptionalDouble.empty(), NumberRange.atLeast(0)),
                reader.number("slippage_pct", 0, NumberRange.between(0, 50)),
                reader.number("funding_rate", 0, NumberRange.between(-1, 1)));
    }

    /**
     * Every text but the name of the simple mode means margin: clients of the reference send all sorts of names. That mode
     * only ever went short; with another direction its name is ignored, as the newest reference ignores it always.
     */
    private static TradeMode tradeMode(ParameterReader reader, TradeDirection direction) {
        String text = reader.text("trade_mode", TradeMode.MARGIN.text());
        return direction == TradeDirection.SHORT
                ? ReferenceText.read(TradeMode.class, text).orElse(TradeMode.MARGIN)
                : TradeMode.MARGIN;
    }

    private static int window(ParameterReader reader, String name, int absent) {
        return reader.wholeNumber(name, absent, 1, LONGEST_WINDOW);
    }

    private static Object orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
