package dev.quarry.spark.driver;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.remote.SweepTask;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * The task as an executor keeps it: read once, so that its ranges share indicators. There is one task in a process, since an
 * application of Spark's is one sweep.
 */
record ExecutorTask(SweepTask task, IndicatorCache indicators, Grid grid) {

    private static ExecutorTask only;

    static synchronized ExecutorTask of(byte[] bytes) throws IOException {
        if (only == null) {
            SweepTask task = SweepTask.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            only = new ExecutorTask(task, task.indicators(), task.gridOf(task.strategy(RsiBands.STRATEGY)));
        }
        return only;
    }

    SweepPlan plan(long[] indexes) {
        return task.plan(grid, indexes);
    }
}
