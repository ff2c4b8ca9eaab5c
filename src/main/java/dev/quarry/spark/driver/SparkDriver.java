package dev.quarry.spark.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.reflect.ClassTag$;

/**
 * Runs the ranges of a sweep on a Spark cluster. Its one argument is a directory with the file {@code task} and a file
 * {@code ranges}; what came of range 7 is in the file {@code 7.range} as soon as that is there. What the server wants to know
 * beside it are lines that begin with {@link #MARK}.
 *
 * <p>It ends when its standard input does: no server, no sweep.
 */
public final class SparkDriver {

    /** Begins each line that is meant for the server. */
    static final String MARK = "#quarry ";

    private static final int SERVER_GONE = 3;

    private SparkDriver() {}

    /** @param arguments the directory */
    public static void main(String[] arguments) throws IOException {
        endWithTheServer();
        Path directory = Path.of(arguments[0]);
        byte[] task = Files.readAllBytes(directory.resolve("task"));
        List<byte[]> ranges = RangeFiles.read(directory.resolve("ranges"));
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
            say("version " + spark.version());
            say("application " + spark.sc().applicationId());
            spark.sc().uiWebUrl().foreach(url -> {
                say("ui " + url);
                return null;
            });
            sayWhenTasksRun(spark);
            Broadcast<byte[]> broadcast = spark.broadcast(task);
            List<byte[]> work = new ArrayList<>(ranges);
            spark.sc()
                    .runJob(
                            spark.parallelize(work, Math.max(1, work.size())).rdd(),
                            new RangeRun(broadcast),
                            new RangeFiles(directory),
                            ClassTag$.MODULE$.apply(byte[].class));
            say("done");
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
