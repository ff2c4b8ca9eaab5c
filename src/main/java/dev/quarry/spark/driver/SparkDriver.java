package dev.quarry.spark.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag$;

/**
 * Runs the ranges of a grid over parts of a series on a Spark cluster. Its one argument is a directory with the files {@code task},
 * {@code ranges} and {@code parts}; what came of task 7 is in the file {@code 7.range} as soon as that is there. What the server
 * wants to know beside it are lines that begin with {@link #MARK}.
 *
 * <p>It ends when its standard input does: no server, no sweep.
 */
public final class SparkDriver {

    /** Begins each line that is meant for the server. */
    static final String MARK = "#quarry ";

    private static final int SERVER_GONE = 3;
    private static final long WAVE = 16L << 20;

    private SparkDriver() {}

    /** @param arguments the directory */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        endWithTheServer();
        Path directory = Path.of(arguments[0]);
        byte[] task = Files.readAllBytes(directory.resolve("task"));
        SparkConf conf = new SparkConf();
        TaskWaves waves = new TaskWaves(
                RangeFiles.read(directory.resolve("parts")),
                RangeFiles.read(directory.resolve("ranges")),
                conf.getLong("spark.quarry.wave", WAVE));
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            say("version " + spark.version());
            say("application " + spark.sc().applicationId());
            spark.sc().uiWebUrl().foreach(url -> {
                say("ui " + url);
                return null;
            });
            sayWhenTasksRun(spark);
            run(waves, spark.broadcast(task), directory, spark);
            say("done");
        }
    }

    /** A wave begins when all before the last one is read. */
    private static void run(TaskWaves waves, Broadcast<byte[]> task, Path directory, JavaSparkContext spark)
            throws InterruptedException {
        RDD<byte[]> tasks =
                spark.parallelize(waves.elements(), Math.max(1, waves.tasks())).rdd();
        int before = 0;
        int first = 0;
        while (first < waves.tasks()) {
            int end = waves.end(first);
            RangeFiles files = new RangeFiles(directory, first);
            files.awaitRead(before - 1);
            spark.sc()
                    .runJob(
                            tasks,
                            new RangeRun(task),
                            Range$.MODULE$.apply(first, end),
                            files,
                            ClassTag$.MODULE$.apply(byte[].class));
            before = first;
            first = end;
        }
    }

    private static void sayWhenTasksRun(JavaSparkContext spark) {
        AtomicBoolean said = new AtomicBoolean();
        spark.sc().addSparkListener(new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                if (said.compareAndSet(false, true)) {
                    say("running");
                }
            }
        });
    }

    private static void endWithTheServer() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // the server writes nothing
                }
            } catch (IOException gone) {
                // as good as the end
            }
            Runtime.getRuntime().halt(SERVER_GONE);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void say(String line) {
        System.out.println(MARK + line);
    }
}
