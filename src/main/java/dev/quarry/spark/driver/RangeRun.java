package dev.quarry.spark.driver;

import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.remote.GridRange;
import dev.quarry.sweep.remote.RangeOutcome;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Runs the one range of a partition, on an executor, by the engine that the server has, and stores its runs where that is asked. */
final class RangeRun extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {

    private static final long serialVersionUID = 1;

    private final Broadcast<byte[]> task;

    RangeRun(Broadcast<byte[]> task) {
        this.task = task;
    }

    @Override
    public byte[] apply(Iterator<byte[]> ranges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            ExecutorTask prepared = ExecutorTask.of(task.value());
            long[] indexes = GridRange.indexes(ranges.next());
            RangeOutcome outcome =
                    RangeOutcome.of(new FastSweep(prepared.indicators(), Runnable::run, 1), prepared.plan(indexes));
            outcome.write(out);
            if (prepared.files().isPresent()) {
                TaskContext attempt = TaskContext.get();
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
