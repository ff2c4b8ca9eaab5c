package dev.quarry.sweep.remote;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of the combinations of a range.
 *
 * @param outcomes the different ones, in the order in which they are met
 * @param numbers the place of each combination's outcome among them, in grid order; −1 where it could not be run
 */
public record RangeOutcome(Statistics[] outcomes, int[] numbers) {

    private static final int NONE = -1;

    /** Runs a plan that skips nothing. */
    public static RangeOutcome of(SweepEngine engine, SweepPlan plan) {
        List<Statistics> outcomes = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        int[] numbers = new int[Math.toIntExact(plan.combinations().size())];
        int[] done = {0};
        engine.runInChunks(plan, SweepProgress.NONE, chunk -> {
            for (int k = 0; k < chunk.size(); k++) {
                numbers[done[0]++] = place(chunk, k, outcomes, places);
            }
        });
        return new RangeOutcome(outcomes.toArray(Statistics[]::new), numbers);
    }

    private static int place(SweepChunk chunk, int position, List<Statistics> outcomes, Map<Long, Integer> places) {
        long outcome = chunk.outcome(position);
        if (outcome == SweepChunk.NO_OUTCOME) {
            return NONE;
        }
        Integer known = places.get(outcome);
        if (known == null) {
            known = outcomes.size();
            places.put(outcome, known);
            outcomes.add(chunk.statistics(position));
        }
        return known;
    }

    /** The statistics of a combination; null where it could not be run. */
    Statistics statistics(int position) {
        return numbers[position] == NONE ? null : outcomes[numbers[position]];
    }

    /** Writes it. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(outcomes.length);
        for (Statistics outcome : outcomes) {
            write(outcome, out);
        }
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    /** What {@link #write} wrote. */
    public static RangeOutcome read(DataInput in) throws IOException {
        Statistics[] outcomes = new Statistics[in.readInt()];
        for (int k = 0; k < outcomes.length; k++) {
            outcomes[k] = statistics(in);
        }
        int[] numbers = new int[in.readInt()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = in.readInt();
            if (numbers[k] < NONE || numbers[k] >= outcomes.length) {
                throw new IOException("outcome " + numbers[k] + " of " + outcomes.length);
            }
        }
        return new RangeOutcome(outcomes, numbers);
    }

    private static void write(Statistics s, DataOutput out) throws IOException {
        out.writeInt(s.trades());
        for (double figure : new double[] {
            s.winRatePercent(),
            s.averageReturnPercent(),
            s.medianReturnPercent(),
            s.bestReturnPercent(),
            s.worstReturnPercent(),
            s.profitFactor(),
            s.averageDurationSeconds(),
            s.totalReturnPercent(),
            s.maxDrawdownPercent(),
            s.markToMarketMaxDrawdownPercent(),
            s.sharpeRatio(),
            s.sortinoRatio(),
            s.calmarRatio()
        }) {
            out.writeLong(Double.doubleToRawLongBits(figure));
        }
        out.writeInt(s.maxConsecutiveWins());
        out.writeInt(s.maxConsecutiveLosses());
    }

    private static Statistics statistics(DataInput in) throws IOException {
        return new Statistics(
                in.readInt(),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                figure(in),
                in.readInt(),
                in.readInt());
    }

    private static double figure(DataInput in) throws IOException {
        return Double.longBitsToDouble(in.readLong());
    }
}
