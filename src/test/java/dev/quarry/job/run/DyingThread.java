package dev.quarry.job.run;

import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.stream.JobStreams;
import dev.quarry.job.stream.Outlet;
import dev.quarry.job.stream.Selection;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.Database;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import javax.sql.DataSource;

/** A process with one of a node's threads, to which everything that it asks says that there is no memory. */
final class DyingThread {

    private DyingThread() {}

    public static void main(String[] arguments) throws InterruptedException {
        Database database = new Database(withoutMemory(DataSource.class));
        JobChanges changes = new JobChanges(withoutMemory(ConnectionFactory.class), Thread::new);
        switch (arguments[0]) {
            case "heartbeat" -> {
                JobTransitions transitions = new JobTransitions(database);
                Heartbeat heartbeat = new Heartbeat(transitions, null, changes, 3, Thread::new);
                Progress none = new Progress(0, 0, null);
                heartbeat.watch(new Attempt(
                        new Claim(1, "type", Lane.IO, "{}", 1, 1, null, false, null, none, null, 0, 0), transitions));
                heartbeat.start();
            }
            case "wake-ups" -> {
                WakeUps wakeUps = new WakeUps(withoutMemory(ConnectionFactory.class), Thread::new, changes);
                wakeUps.start();
                wakeUps.sendAnywhere(Lane.IO);
            }
            case "changes" -> {
                changes.start();
                changes.changed();
            }
            case "streams" -> {
                JobStreams streams = new JobStreams(new ChangeLog(database), changes, Thread::new, 1, 60);
                streams.start();
                streams.listen(Selection.job(1), EventPosition.START, withoutMemory(Outlet.class));
            }
            case "a timer" ->
                Vital.named("a timer", Duration.ofMinutes(1))
                        .round(
                                () -> {
                                    throw new OutOfMemoryError("Java heap space");
                                },
                                e -> {});
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        Thread.sleep(60_000);
    }

    private static <T> T withoutMemory(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new OutOfMemoryError("Java heap space");
        }));
    }
}
