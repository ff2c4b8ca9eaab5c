package dev.quarry.sweep.search;

import dev.quarry.engine.SeriesPart;
import dev.quarry.sweep.Slice;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The trainings of a validation: grid searches, each over another part of one series. All combinations of the first one, then all
 * of the second one and so on are a sequence that can be cut anywhere.
 *
 * @param count how many there are
 * @param parts what each trades, counted from 0
 */
public record Trainings(int count, IntFunction<SeriesPart> parts) {

    /**
     * A training, or some of its combinations.
     *
     * @param number which one, from 0
     * @param plan what of it is run
     */
    public record Share(int number, SweepPlan plan) {}

    /** Every training as a whole. */
    public List<Share> all(SweepPlan plan) {
        return IntStream.range(0, count).mapToObj(k -> new Share(k, plan)).toList();
    }

    /** What of the trainings lies in a slice of the sequence. */
    public List<Share> shares(SweepPlan plan, Slice slice) {
        long each = plan.combinations().size();
        List<Share> shares = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Slice own = slice.of(k * each, each);
            if (own.size() > 0) {
                shares.add(new Share(k, plan.of(plan.combinations().slice(own))));
            }
        }
        return shares;
    }

    /**
     * Runs some, one after the other.
     *
     * @param engines makes the engine of a training, by its number
     * @param search what combinations are ranked by
     * @param progress receives combinations over all of them
     * @return what each found
     */
    public static List<GridSearch.Result> run(
            List<Share> shares, IntFunction<SweepEngine> engines, GridSearch search, SweepProgress progress) {
        long total = shares.stream()
                .mapToLong(share -> share.plan().combinations().size())
                .sum();
        List<GridSearch.Result> found = new ArrayList<>();
        long[] before = {0};
        for (Share share : shares) {
            progress.tested(before[0], total);
            found.add(search.run(
                    engines.apply(share.number()),
                    share.plan(),
                    (done, ofShare) -> progress.tested(before[0] + done, total)));
            before[0] += share.plan().combinations().size();
        }
        progress.tested(total, total);
        return found;
    }
}
