package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SharedSettings;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.sweep.SweepPlan;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the bars on which some combination of a plan might enter: each part of the strategy's conditions holds for some
 * values of its own parameters, and all of the parts for one combination at most on the bars that they have in common. Too
 * many candidates cost time only; where a part varies so much that its bars are dear to find, it rules none out.
 */
final class EntryBounds {

    private static final int MAX_PLACES = 64;
    private static final int MAX_LEVELS = 10_000;

    private final SweepPlan plan;
    private final IndicatorCache indicators;
    private final Bars bars;
    private final Runnable checkpoint;

    /** @param checkpoint is called often; what it throws ends the work */
    EntryBounds(SweepPlan plan, IndicatorCache indicators, Runnable checkpoint) {
        this.plan = plan;
        this.indicators = indicators;
        this.bars = indicators.bars();
        this.checkpoint = checkpoint;
    }

    Candidates candidates() {
        Facet directions = new Facet(plan, SharedSettings.OF_ENTRIES);
        BitSet possible = new BitSet();
        for (Side side : Side.values()) {
            TradeDirection other = side == Side.SHORT ? TradeDirection.LONG : TradeDirection.SHORT;
            boolean traded = LongStream.range(0, directions.size())
                    .mapToObj(place -> SharedSettings.direction(new ParameterReader(directions.raw(place))))
                    .anyMatch(direction -> direction != other);
            if (traded) {
                possible.or(bound(plan.strategy().entry(side)));
            }
        }
        for (int i = 0; i < bars.size(); i++) {
            if (!(bars.close()[i] > 0) || !indicators.opensOn(i)) {
                possible.clear(i);
            }
        }
        return new Candidates(bars, possible);
    }

    /** The bars on which a condition may hold, and perhaps others; the caller may write to them. */
    private BitSet bound(Condition condition) {
        checkpoint.run();
        if (condition instanceof Condition.All all) {
            BitSet common = every();
            all.of().forEach(part -> common.and(bound(part)));
            return common;
        }
        if (condition instanceof Condition.Any any) {
            BitSet some = new BitSet(bars.size());
            any.of().forEach(part -> some.or(bound(part)));
            return some;
        }
        if (condition instanceof Condition.Beyond beyond) {
            return loosest(beyond);
        }
        if (condition instanceof Condition.Chosen chosen) {
            Facet choices = facet(chosen.by());
            return choices.size() > MAX_PLACES
                    ? every()
                    : union(choices.all(checkpoint)
                            .map(chosen.chosen())
                            .distinct()
                            .map(this::bound));
        }
        Facet own = facet(condition.parameters());
        // The bars of a part that is negated are those of its strictest values, unless it has no others.
        int most = condition instanceof Condition.Not ? 1 : MAX_PLACES;
        return own.size() > most
                ? every()
                : union(own.all(checkpoint)
                        .map(condition::under)
                        .distinct()
                        .map(signal -> where(signal.on(indicators))));
    }

    /** A line that is compared with many levels is somewhere beyond the loosest of them. */
    private BitSet loosest(Condition.Beyond condition) {
        Facet lines = facet(condition.line().parameters());
        Facet levels = facet(condition.levelParameters());
        if (lines.size() > MAX_PLACES || levels.size() > MAX_LEVELS) {
            return every();
        }
        double level = condition.atLeast()
                ? levels.all(checkpoint).mapToDouble(condition.level()).min().getAsDouble()
                : levels.all(checkpoint).mapToDouble(condition.level()).max().getAsDouble();
        return union(lines.all(checkpoint)
                .map(condition.line().under())
                .distinct()
                .map(column -> beyond(column, condition.atLeast(), level)));
    }

    private BitSet beyond(Column column, boolean atLeast, double level) {
        double[] values = column.on(indicators);
        return where(atLeast ? bar -> values[bar] >= level : bar -> values[bar] <= level);
    }

    private BitSet where(IntPredicate holds) {
        checkpoint.run();
        BitSet where = new BitSet(bars.size());
        for (int bar = 0; bar < bars.size(); bar++) {
            if (holds.test(bar)) {
                where.set(bar);
            }
        }
        return where;
    }

    private static BitSet union(Stream<BitSet> parts) {
        return parts.collect(BitSet::new, BitSet::or, BitSet::or);
    }

    private BitSet every() {
        BitSet every = new BitSet(bars.size());
        every.set(0, bars.size());
        return every;
    }

    private Facet facet(Set<String> names) {
        return new Facet(plan, names);
    }
}
