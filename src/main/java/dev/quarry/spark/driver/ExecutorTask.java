package dev.quarry.spark.driver;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.remote.RunsOutput;
import dev.quarry.sweep.remote.SweepTask;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The task as an executor keeps it: read once, so that its ranges share indicators. There is one task in a process, since an
 * application of Spark's is one sweep.
 */
record ExecutorTask(SweepTask task, IndicatorCache indicators, Grid grid, Optional<RunFiles> files) {

    private static ExecutorTask only;

    /** @param bytes of a {@link SweepTask}, and behind it of a {@link RunsOutput} where runs are to be stored */
    static synchronized ExecutorTask of(byte[] bytes) throws IOException {
        if (only == null) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            SweepTask task = SweepTask.read(in);
            Grid grid = task.gridOf(task.strategy(RsiBands.STRATEGY));
            Optional<RunFiles> files = in.available() == 0
                    ? Optional.empty()
                    : Optional.of(new RunFiles(
                            RunsOutput.read(in),
                            grid,
                            SparkHadoopUtil.get()
                                    .newConfiguration(SparkEnv.get().conf())));
            only = new ExecutorTask(task, task.indicators(), grid, files);
        }
        return only;
    }

    SweepPlan plan(long[] indexes) {
        return task.plan(grid, indexes);
    }
}
