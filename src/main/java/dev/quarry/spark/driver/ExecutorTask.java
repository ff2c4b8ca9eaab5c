package dev.quarry.spark.driver;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SeriesPart;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.remote.RunsOutput;
import dev.quarry.sweep.remote.SweepTask;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The task as an executor keeps it: read once, so that its ranges share indicators. There is one task in a process, since an
 * application of Spark's is one search.
 */
final class ExecutorTask {

    /** Ranges come in the order of their parts: those that run at once are of a few. */
    private static final int MOST_PARTS = 4;

    private static ExecutorTask only;

    private final SweepTask task;
    private final Grid grid;
    private final RunFiles files;
    private final IndicatorCache series;
    private final Map<SeriesPart, IndicatorCache> parts = new LinkedHashMap<>(MOST_PARTS * 2, 0.75f, true);

    private ExecutorTask(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        task = SweepTask.read(in);
        grid = task.gridOf(task.strategy(RsiBands.STRATEGY));
        files = in.available() == 0
                ? null
                : new RunFiles(
                        RunsOutput.read(in),
                        grid,
                        SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
        series = task.indicators();
    }

    /** @param bytes of a {@link SweepTask}, and behind it of a {@link RunsOutput} where runs are to be stored */
    static synchronized ExecutorTask of(byte[] bytes) throws IOException {
        if (only == null) {
            only = new ExecutorTask(bytes);
        }
        return only;
    }

    SweepPlan plan(long[] indexes) {
        return task.plan(grid, indexes);
    }

    /** Where runs are stored; empty where they are not. */
    Optional<RunFiles> files() {
        return Optional.ofNullable(files);
    }

    /** That part of the series. */
    synchronized IndicatorCache indicators(SeriesPart part) {
        IndicatorCache cut = parts.computeIfAbsent(part, wanted -> wanted.of(series));
        if (parts.size() > MOST_PARTS) {
            parts.remove(parts.keySet().iterator().next());
        }
        return cut;
    }
}
