package dev.quarry.spark.driver;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.remote.GridRange;
import dev.quarry.sweep.remote.PlainParts;
import dev.quarry.sweep.remote.RangeOutcome;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Runs the one range of a partition over the part of the series that comes before it there, on an executor, by the engine that the
 * server has, and stores its runs where that is asked.
 */
final class RangeRun extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]> implements Serializable {

    private static final long serialVersionUID = 1;

    private final Broadcast<byte[]> task;

    RangeRun(Broadcast<byte[]> task) {
        this.task = task;
    }

    @Override
    public byte[] apply(TaskContext attempt, Iterator<byte[]> partAndRange) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            ExecutorTask prepared = ExecutorTask.of(task.value());
            IndicatorCache series = prepared.indicators(PlainParts.read(partAndRange.next()));
            long[] indexes = GridRange.indexes(partAndRange.next());
            RangeOutcome outcome = RangeOutcome.of(new FastSweep(series, Runnable::run, 1), prepared.plan(indexes));
            outcome.write(out);
            if (prepared.files().isPresent()) {
                prepared.files()
                        .get()
                        .write(attempt.partitionId(), attempt.taskAttemptId(), indexes, outcome)
                        .write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
