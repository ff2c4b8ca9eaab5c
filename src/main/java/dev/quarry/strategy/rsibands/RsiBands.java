package dev.quarry.strategy.rsibands;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Strategy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The built-in family: against a move that has gone far, seen by the RSI on 30-minute bins and by Bollinger and Keltner
 * bands, out at a line of a channel (SPEC E.1, E.4).
 */
public final class RsiBands implements Strategy {

    /** There is one. */
    public static final Strategy STRATEGY = new RsiBands();

    /** All of them must hold. The RSI comes first since it is what most bars fail. */
    private static final List<EntryRule> ENTRY_RULES = List.of(new RsiThresholds(), new RsiRelation(), new BandTouch());

    private static final List<Parameter<?>> PARAMETERS = Stream.of(
                    Stream.of(Bollinger.PARAMETERS, Keltner.PARAMETERS, Rsi.PARAMETERS),
                    ENTRY_RULES.stream().map(EntryRule::parameters),
                    Stream.of(ChannelExit.PARAMETERS))
            .flatMap(Function.identity())
            .<Parameter<?>>flatMap(List::stream)
            .toList();

    private static final List<Parameter<?>> MEMORY = Stream.concat(
                    Stream.of(Bollinger.MEMORY, Keltner.MEMORY, Rsi.PARAMETERS),
                    ENTRY_RULES.stream().map(EntryRule::memory))
            .<Parameter<?>>flatMap(List::stream)
            .toList();

    private static final Map<Side, Condition> ENTRIES = new EnumMap<>(Side.class);
    private static final Map<Side, Condition> EXITS = new EnumMap<>(Side.class);

    static {
        for (Side side : Side.values()) {
            ENTRIES.put(
                    side,
                    new Condition.All(ENTRY_RULES.stream()
                            .map(rule -> rule.condition(side))
                            .toList()));
            EXITS.put(side, ChannelExit.condition(side));
        }
    }

    private static final List<ChartLine> CHART = List.of(
            price("bb_mid", Line.of(Bollinger.PARAMETERS, values -> Bollinger.of(values)
                    .middle())),
            price("bb_up", bollinger(true)),
            price("bb_low", bollinger(false)),
            price("kc_mid", Line.of(Keltner.PARAMETERS, values -> Keltner.of(values)
                    .middle())),
            price("kc_up", keltner(true)),
            price("kc_low", keltner(false)),
            new ChartLine("kc_atr", "atr", Keltner.AVERAGE_TRUE_RANGE),
            new ChartLine("rsi30", "rsi", RsiLine.RSI),
            new ChartLine("rsi30_ma", "rsi", RsiLine.AVERAGE));

    private RsiBands() {}

    @Override
    public String name() {
        return "rsi_bands";
    }

    @Override
    public boolean isPrunedAsReference() {
        return true;
    }

    @Override
    public List<Parameter<?>> parameters() {
        return PARAMETERS;
    }

    @Override
    public Condition entry(Side side) {
        return ENTRIES.get(side);
    }

    @Override
    public Condition exit(Side side) {
        return EXITS.get(side);
    }

    @Override
    public Line averageTrueRange() {
        return Keltner.AVERAGE_TRUE_RANGE;
    }

    @Override
    public List<ChartLine> chart() {
        return CHART;
    }

    @Override
    public int unstableBars(ParameterValues values, Timeframe timeframe) {
        int most = Math.max(
                Rsi.of(values).unstableBars(timeframe),
                Math.max(Bollinger.of(values).unstableBars(), Keltner.of(values).unstableBars()));
        for (EntryRule rule : ENTRY_RULES) {
            most = Math.max(most, rule.unstableBars(values, timeframe));
        }
        return most;
    }

    @Override
    public List<Parameter<?>> memory() {
        return MEMORY;
    }

    private static ChartLine price(String name, Line line) {
        return new ChartLine(name, ChartLine.PRICE, line);
    }

    private static Line bollinger(boolean upper) {
        return Line.of(Bollinger.PARAMETERS, values -> new Band.OfBollinger(Bollinger.of(values), upper));
    }

    private static Line keltner(boolean upper) {
        return Line.of(Keltner.PARAMETERS, values -> new Band.OfKeltner(Keltner.of(values), upper));
    }
}
