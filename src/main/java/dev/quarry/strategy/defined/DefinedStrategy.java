package dev.quarry.strategy.defined;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Rules;
import dev.quarry.strategy.language.evaluation.Estimate;
import dev.quarry.strategy.language.evaluation.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A strategy that a definition describes. Two of the same definition share nothing that was computed. */
public final class DefinedStrategy implements Strategy {

    /** Over how many bars stops and sizes measure the average true range of a strategy that has no line for it. */
    private static final Parameter<Integer> ATR_LENGTH = Parameter.window("atr_len", 14);

    private final Definition definition;
    private final DefinedParameters own;
    private final List<Parameter<?>> parameters;
    private final Map<Side, Condition> entries = new EnumMap<>(Side.class);
    private final Map<Side, Condition> exits = new EnumMap<>(Side.class);
    private final Map<Side, Line> targets = new EnumMap<>(Side.class);
    private final Line averageTrueRange;
    private final List<ChartLine> chart;
    private final Map<String, Object> defaults;

    private DefinedStrategy(Definition definition) {
        this.definition = definition;
        this.own = new DefinedParameters(definition);
        Columns columns = new Columns();
        Conditions conditions = new Conditions(own, columns);
        for (Side side : Side.values()) {
            Rules rules = side == Side.LONG ? definition.longSide() : definition.shortSide();
            entries.put(side, rules.enter().map(conditions::of).orElse(Conditions.NEVER));
            exits.put(side, rules.exit().map(conditions::of).orElse(Conditions.NEVER));
            rules.target().ifPresent(node -> targets.put(side, columns.line(own, node)));
        }
        Map<String, Object> settings = new LinkedHashMap<>(definition.defaults());
        Object length = settings.remove(ATR_LENGTH.name());
        Parameter<Integer> atrLength =
                length instanceof Number number ? Parameter.window(ATR_LENGTH.name(), number.intValue()) : ATR_LENGTH;
        List<Parameter<?>> all = new ArrayList<>(own.all());
        if (definition.atr().isEmpty()) {
            all.add(atrLength);
        }
        this.parameters = List.copyOf(all);
        this.averageTrueRange = definition
                .atr()
                .map(node -> columns.line(own, node))
                .orElseGet(() -> Line.of(List.of(atrLength), values -> new WildersRange(values.get(atrLength))));
        this.chart = new Chart(definition).lines(node -> columns.line(own, node));
        Map<String, Object> withCommon = new LinkedHashMap<>();
        withCommon.put("trade_direction", "Both");
        withCommon.put("use_stop", false);
        withCommon.put("max_bars_in_trade", null);
        withCommon.put("daily_loss_limit", null);
        withCommon.put("commission", 0.0005);
        withCommon.putAll(settings);
        this.defaults = Collections.unmodifiableMap(withCommon);
    }

    /** The strategy of a definition. */
    public static DefinedStrategy of(Definition definition) {
        return new DefinedStrategy(definition);
    }

    /** What describes it. */
    public Definition definition() {
        return definition;
    }

    /**
     * What its lines and conditions cost on so many bars.
     *
     * @param base values where the grid has none, as a request gives them; each of those and of the grid's is right
     */
    public Estimate estimate(Map<String, ?> base, Map<String, ? extends List<?>> grid, Timeframe market, int bars) {
        Map<String, List<?>> taken = new HashMap<>();
        for (Parameter<?> parameter : own.all()) {
            List<?> varied = grid.get(parameter.name());
            taken.put(
                    parameter.name(),
                    varied == null
                            ? List.of(parameter.read(new ParameterReader(base)))
                            : varied.stream()
                                    .map(value -> parameter.read(
                                            new ParameterReader(Collections.singletonMap(parameter.name(), value))))
                                    .distinct()
                                    .toList());
        }
        return Estimate.of(definition.roots(), taken, market, bars);
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public List<Parameter<?>> parameters() {
        return parameters;
    }

    @Override
    public Condition entry(Side side) {
        return entries.get(side);
    }

    @Override
    public Condition exit(Side side) {
        return exits.get(side);
    }

    @Override
    public Optional<Line> target(Side side) {
        return Optional.ofNullable(targets.get(side));
    }

    @Override
    public Map<String, Object> defaults() {
        return defaults;
    }

    @Override
    public Line averageTrueRange() {
        return averageTrueRange;
    }

    @Override
    public List<ChartLine> chart() {
        return chart;
    }

    @Override
    public int unstableBars(ParameterValues values, Timeframe timeframe) {
        return Memory.bars(definition.rootsAndSeries(), own.given(values), timeframe);
    }

    @Override
    public List<Parameter<?>> memory() {
        return own.all();
    }
}
