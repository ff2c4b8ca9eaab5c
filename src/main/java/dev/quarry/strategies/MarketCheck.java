package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.defined.DefinedStrategy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the rules of a strategy do on prices, each by itself: nothing is traded. */
final class MarketCheck {

    private final CatalogedStrategy strategy;
    private final StrategyParameters parameters;
    private final TestedPrices tested;
    private final IndicatorCache series;
    private final Bars bars;
    private final Map<Side, BitSet> entries = new HashMap<>();
    private final List<CheckAnswer.Rule> rules = new ArrayList<>();
    private final List<CheckAnswer.Closing> closing = new ArrayList<>();

    MarketCheck(CatalogedStrategy strategy, StrategyParameters parameters, TestedPrices tested, Runnable checkpoint) {
        this.strategy = strategy;
        this.parameters = parameters;
        this.tested = tested;
        this.series = tested.indicators(checkpoint);
        this.bars = series.bars();
    }

    /** Looks, and adds what may not be meant. */
    CheckAnswer.OnMarket look(List<String> warnings) {
        for (Side side : List.of(Side.LONG, Side.SHORT)) {
            if (!enters(side)) {
                continue;
            }
            String name = side == Side.LONG ? "long" : "short";
            if (parameters.direction() == (side == Side.LONG ? TradeDirection.SHORT : TradeDirection.LONG)) {
                warnings.add("`" + name + "` never trades: `trade_direction` is "
                        + parameters.direction().text());
            }
            BitSet entry = bits(strategy.strategy().entry(side).under(parameters.values()));
            entries.put(side, entry);
            rules.add(rule(name + ".enter", entry));
            if (entry.isEmpty()) {
                warnings.add("`" + name + ".enter` holds on no bar of the range");
            }
            closing.add(closing(side, name, warnings));
        }
        BitSet both = (BitSet) entries.getOrDefault(Side.LONG, new BitSet()).clone();
        both.and(entries.getOrDefault(Side.SHORT, new BitSet()));
        if (!both.isEmpty()) {
            warnings.add(String.format(
                    Locale.ROOT, "both sides enter on %d bars: the short one wins there", both.cardinality()));
        }
        Long warmup = warmup();
        if (warmup != null && warmup > tested.warmupBars()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the rules need %d bars before their last first value, and %d are there before the range: what is undefined"
                            + " is false",
                    warmup,
                    tested.warmupBars()));
        }
        return new CheckAnswer.OnMarket(
                bars.size(),
                Timestamps.utc(bars.openTime()[0]),
                Timestamps.utc(bars.openTime()[bars.size() - 1]),
                tested.warmupBars(),
                warmup,
                strategy.strategy().unstableBars(parameters.values(), timeframe()),
                rules,
                both.cardinality(),
                closing);
    }

    private boolean enters(Side side) {
        return rules(side).map(rules -> rules.enter().isPresent()).orElse(true);
    }

    private Optional<dev.quarry.strategy.language.Rules> rules(Side side) {
        return strategy.definition()
                .map(definition -> side == Side.LONG ? definition.longSide() : definition.shortSide());
    }

    private CheckAnswer.Closing closing(Side side, String name, List<String> warnings) {
        List<String> by = new ArrayList<>();
        if (rules(side).map(rules -> rules.exit().isPresent()).orElse(true)) {
            Signal exit = strategy.strategy().exit(side).under(parameters.values());
            BitSet holds = exit.asksPosition() ? null : bits(exit);
            rules.add(rule(name + ".exit", holds));
            if (holds == null || !holds.isEmpty()) {
                by.add("exit");
            } else {
                warnings.add("`" + name + ".exit` holds on no bar of the range");
            }
        }
        Optional<Line> target = strategy.strategy().target(side);
        if (target.isPresent()) {
            double[] line = target.get().under().apply(parameters.values()).on(series);
            BitSet there = new BitSet();
            for (int bar = 0; bar < bars.size(); bar++) {
                there.set(bar, !Double.isNaN(line[bar]));
            }
            rules.add(rule(name + ".target", there));
            if (!there.isEmpty()) {
                by.add("target");
            }
        }
        if (parameters.stop().enabled()) {
            by.add("stop");
        }
        if (parameters.stop().trailing()) {
            by.add("trailing_stop");
        }
        if (parameters.takeProfitPercent().isPresent()) {
            by.add("take_profit");
        }
        if (parameters.maxBars().isPresent()) {
            by.add("age");
        }
        if (by.isEmpty()) {
            warnings.add("nothing closes a position of `" + name + "` but the end of the range");
        }
        return new CheckAnswer.Closing(name, !by.isEmpty(), by);
    }

    private BitSet bits(Signal signal) {
        java.util.function.IntPredicate holds = signal.on(series);
        BitSet bits = new BitSet(bars.size());
        for (int bar = 0; bar < bars.size(); bar++) {
            if (holds.test(bar)) {
                bits.set(bar);
            }
        }
        return bits;
    }

    private CheckAnswer.Rule rule(String field, BitSet holds) {
        return new CheckAnswer.Rule(
                field,
                holds == null ? null : Integer.valueOf(holds.cardinality()),
                holds == null || holds.isEmpty() ? null : Timestamps.utc(bars.openTime()[holds.nextSetBit(0)]));
    }

    private Long warmup() {
        return strategy.strategy() instanceof DefinedStrategy defined
                ? Long.valueOf(defined.estimate(parameters.toMap(), Map.of(), timeframe(), bars.size())
                        .warmupBars())
                : null;
    }

    private Timeframe timeframe() {
        return bars.timeframe();
    }
}
