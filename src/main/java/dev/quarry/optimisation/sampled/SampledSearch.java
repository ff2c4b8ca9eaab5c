package dev.quarry.optimisation.sampled;

import dev.quarry.sampler.Point;
import dev.quarry.sampler.Sampler;
import dev.quarry.sampler.SamplerKind;
import dev.quarry.sampler.Trial;
import dev.quarry.search.SearchCost;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepFailures;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;

/**
 * Searches a grid by trials that a sampler chooses, in batches that are swept together. All that is drawn comes of the
 * seed, and a batch has the same size on every machine: the same prices give the same search, which is how a job that was
 * killed comes to the same result. Points that differ only in what has no effect are one combination; a combination that
 * is asked for again costs nothing and counts once.
 */
public final class SampledSearch {

    /** Points of a batch know nothing of one another; of fewer, what a sweep does before its first one would cost more. */
    private static final int BATCH = 32;

    /** What learns nothing loses nothing by larger ones. */
    private static final int BATCH_AT_RANDOM = 1_024;

    /** More combinations are not swept for comparison. */
    private static final long MOST_COMPARED = 1_000_000;

    /** Nor are they where that takes longer, about, on one core. */
    private static final double MOST_SECONDS = 20;

    private final SamplingRequest request;
    private final int trials;
    private final int bars;
    private final List<Objective> objectives;
    private final Halving halving;
    private final GridSearch search;
    private final SweepPlan plan;
    private final IntFunction<SweepEngine> engines;
    private final SweepProgress progress;

    private final Map<Long, Judged> judged = new HashMap<>();
    private final GridSearch.Ranking ranking;
    private final SweepFailures givenUp = new SweepFailures();
    private final ParetoFront front = new ParetoFront();
    private final BestSoFar best = new BestSoFar();
    private final long[] judgements;
    private int asked;
    private int controls;

    /**
     * @param request with a sampler, without violations
     * @param search how combinations are ranked
     * @param plan the grid's distinct combinations, see {@link Combinations#distinct}
     * @param engines sweep so many of the first bars, by their number
     * @param bars how many there are in all
     * @param progress is called often with the trials so far; what it throws ends the search
     */
    public SampledSearch(
            SamplingRequest request,
            GridSearch search,
            SweepPlan plan,
            IntFunction<SweepEngine> engines,
            int bars,
            SweepProgress progress) {
        this.request = request;
        this.trials = request.trials();
        this.bars = bars;
        this.objectives = request.objectives(search.metric());
        this.halving = request.halvingOfPoints();
        this.search = search;
        this.plan = plan;
        SweepEngine[] made = new SweepEngine[halving.rungs()];
        this.engines = rung -> {
            made[rung] = made[rung] == null ? engines.apply(halving.bars(rung, bars)) : made[rung];
            return made[rung];
        };
        this.progress = progress;
        this.ranking = search.ranking();
        this.judgements = new long[halving.rungs()];
    }

    /**
     * What was found.
     *
     * @param ranked the best of those that were judged on all bars
     * @param givenUp combinations that could not be run, where an earlier rung found that
     * @param tried every combination that was judged on any rung, by its place in the grid, ascending
     * @param asked how many points were asked for, those that came again included
     * @param controls how many of the combinations were drawn at random beside them
     * @param judgements how many combinations were judged on each rung
     * @param best how the best one became better
     * @param front the combinations of which none is better than another in all objectives
     */
    public record Found(
            GridSearch.Result ranked,
            SweepFailures givenUp,
            long[] tried,
            int asked,
            int controls,
            long[] judgements,
            List<BestSoFar.Step> best,
            List<ParetoFront.Member> front) {}

    /** Runs the search. */
    public Found run() {
        Grid grid = plan.combinations().grid();
        Levels levels = new Levels(grid);
        LongUnaryOperator same = Combinations.same(grid, plan.base(), this::checkpoint);
        SamplerKind kind = request.kind().orElseThrow();
        Sampler sampler = kind.sampler(levels.dimensions(), trials, request.seed());
        int batch = Math.max(kind == SamplerKind.RANDOM ? BATCH_AT_RANDOM : BATCH, halving.least());
        while (asked < trials && judged.size() < plan.combinations().size()) {
            List<Point> points = sampler.ask(Math.min(batch, trials - asked));
            long[] indexes = points.stream()
                    .mapToLong(point -> same.applyAsLong(levels.index(point)))
                    .toArray();
            judge(Arrays.stream(indexes)
                    .filter(index -> !judged.containsKey(index))
                    .distinct()
                    .sorted()
                    .toArray());
            List<Trial> told = new ArrayList<>();
            for (int k = 0; k < indexes.length; k++) {
                asked++;
                told.add(take(points.get(k), indexes[k]));
            }
            sampler.tell(told);
            checkpoint();
        }
        if (kind != SamplerKind.RANDOM) {
            control(levels, same);
        }
        return new Found(
                ranking.result(),
                givenUp,
                judged.keySet().stream().mapToLong(Long::longValue).sorted().toArray(),
                asked,
                controls,
                judgements,
                best.steps(),
                front.members());
    }

    /**
     * What a result says of it, with the comparison with all combinations where they are soon swept.
     *
     * @param cost of sweeping them all
     * @param engine sweeps all bars
     * @param checkpoint is called often; what it throws comes out
     */
    public SamplingReport report(Found found, SearchCost cost, SweepEngine engine, Runnable checkpoint) {
        boolean soon = cost.combinations() <= MOST_COMPARED && cost.sweep() <= MOST_SECONDS;
        return SamplingReport.of(
                request,
                objectives,
                plan.combinations(),
                bars,
                found,
                soon
                        ? Exhaustive.of(engine, plan, search, found.ranked().best(), (done, total) -> checkpoint.run())
                        : null);
    }

    /**
     * Tries about as many combinations again, drawn at random. What a sampler chose is alike, and alike to its best: only
     * beside others of the space does a verdict know how good a best comes of luck alone.
     */
    private void control(Levels levels, LongUnaryOperator same) {
        Sampler atRandom = SamplerKind.RANDOM.sampler(levels.dimensions(), judged.size(), request.seed());
        long[] drawn = atRandom.ask(judged.size()).stream()
                .mapToLong(point -> same.applyAsLong(levels.index(point)))
                .filter(index -> !judged.containsKey(index))
                .distinct()
                .sorted()
                .toArray();
        controls = drawn.length;
        sweep(halving.rungs() - 1, true, drawn);
        for (long index : drawn) {
            if (judged.get(index).passes()) {
                front.offer(index, judged.get(index).merits());
            }
        }
    }

    private Trial take(Point point, long index) {
        Judged result = judged.get(index);
        if (result.passes()) {
            best.take(asked, result.merits()[0]);
            front.offer(index, result.merits());
        }
        return new Trial(
                point,
                halving.rungs() > 1
                        ? List.of(result.together())
                        : Arrays.stream(result.merits()).boxed().toList());
    }

    /** Judges combinations on the first rung, those that are left on the next, and so on. */
    private void judge(long[] indexes) {
        long[] left = indexes;
        for (int rung = 0; rung < halving.rungs() && left.length > 0; rung++) {
            boolean complete = rung == halving.rungs() - 1;
            sweep(rung, complete, left);
            judgements[rung] += left.length;
            if (!complete) {
                left = survivors(left);
            }
        }
    }

    private void sweep(int rung, boolean complete, long[] indexes) {
        SearchConstraints constraints =
                complete ? search.constraints() : search.constraints().onFirst(halving.share(rung));
        engines.apply(rung)
                .runInChunks(
                        plan.of(Combinations.listed(plan.combinations().grid(), indexes)),
                        (done, total) -> checkpoint(),
                        chunk -> {
                            if (complete) {
                                ranking.take(chunk);
                            }
                            for (int k = 0; k < chunk.size(); k++) {
                                judged.put(
                                        chunk.index(k),
                                        new Judged(rung, complete, merits(chunk, k, complete, constraints)));
                            }
                        });
    }

    private double[] merits(SweepChunk chunk, int k, boolean complete, SearchConstraints constraints) {
        boolean fails = complete ? chunk.statistics(k) == null : givenUp.note(chunk, k);
        double[] merits = new double[objectives.size()];
        if (fails || !constraints.metBy(chunk.statistics(k))) {
            Arrays.fill(merits, fails ? Double.NaN : Double.NEGATIVE_INFINITY);
            return merits;
        }
        for (int m = 0; m < merits.length; m++) {
            double merit = objectives.get(m).merit(chunk.statistics(k));
            merits[m] = Double.isNaN(merit) ? Double.NEGATIVE_INFINITY : merit;
        }
        return merits;
    }

    /** The best of those that can be run, of equal ones those that come first in the grid. */
    private long[] survivors(long[] indexes) {
        return Arrays.stream(indexes)
                .boxed()
                .filter(index -> !Double.isNaN(judged.get(index).merits()[0]))
                .sorted(Comparator.comparing((Long index) -> -judged.get(index).merits()[0]))
                .limit(halving.survivors(indexes.length))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    private void checkpoint() {
        progress.tested(asked, trials);
    }
}
