package dev.quarry.spark;

import dev.quarry.sweep.remote.RangeOutcome;
import dev.quarry.sweep.remote.WrittenRange;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A driver at work: its process and the directory by which it is talked to. Ends with {@link #close}, which leaves nothing of
 * either.
 */
final class DriverRun implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;
    private static final long KILL_SECONDS = 2;

    /** The code of a process that a signal has ended is this and the signal. */
    private static final int SIGNALS = 128;

    private static final Pattern PAGE = Pattern.compile(
            "ui https?://([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?(/[A-Za-z0-9._/-]{0,500})?");

    /** Writes a file of the driver's. */
    @FunctionalInterface
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private final Path directory;
    private final Duration start;
    private final Duration stall;
    private final Listener listener;
    private final DriverLog log;
    private Process process;
    private boolean running;
    private long since;

    /** Hears of a driver. */
    interface Listener {

        /** A line that people should see. */
        void say(String line);

        /** An address at which Spark shows the sweep. */
        void shown(String address);

        /** Called many times a second; what it throws ends the waiting. */
        void waiting();
    }

    DriverRun(SparkConfiguration configuration, Listener listener) throws IOException {
        this.start = configuration.start();
        this.stall = configuration.stall();
        this.listener = listener;
        this.directory = Files.createTempDirectory(configuration.work(), "quarry-spark-");
        this.log = new DriverLog(directory.resolve("log"), this::told, line -> listener.say("Spark: " + line));
    }

    /** Where its files are. */
    Path directory() {
        return directory;
    }

    /** Writes one of the files that the driver reads. */
    void write(String file, Content content) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(directory.resolve(file))))) {
            content.write(out);
        }
    }

    /** Takes charge of the process. */
    void started(Process driver) {
        process = driver;
        since = System.nanoTime();
    }

    /**
     * What came of a range.
     *
     * @param file with its runs; null where they are not stored elsewhere
     */
    record Ran(RangeOutcome outcome, WrittenRange file) {}

    private static String end(int code) {
        return code > SIGNALS ? "was killed by signal " + (code - SIGNALS) : "ended with code " + code;
    }

    /**
     * Waits for what came of a range.
     *
     * @throws SparkUnavailableException where the driver ends before, or takes longer than the configuration lets it
     */
    Ran await(int range) throws IOException, SparkUnavailableException {
        Path file = directory.resolve(range + ".range");
        while (!Files.exists(file)) {
            listener.waiting();
            log.read();
            boolean ended = pause();
            if (ended && !Files.exists(file)) {
                log.read();
                throw SparkUnavailableException.passing("the driver " + end(process.exitValue()) + ": "
                        + log.fault().orElseGet(log::last));
            }
            checkPatience();
        }
        log.read();
        since = System.nanoTime();
        Ran ran;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            RangeOutcome outcome = RangeOutcome.read(in);
            ran = new Ran(outcome, in.available() == 0 ? null : WrittenRange.read(in));
        }
        Files.delete(file);
        return ran;
    }

    /** Whether the process has ended. */
    private boolean pause() {
        try {
            return process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        }
    }

    private void checkPatience() throws SparkUnavailableException {
        Duration most = running ? stall : start;
        if (System.nanoTime() - since > most.toNanos()) {
            throw SparkUnavailableException.passing(
                    running
                            ? "no range was done within " + most.toSeconds() + " seconds (quarry.spark.stall-seconds)"
                            : "the cluster ran nothing within " + most.toSeconds()
                                    + " seconds (quarry.spark.start-seconds)"
                                    + log.fault().map(fault -> ": " + fault).orElse(""));
        }
    }

    private void told(String line) {
        if (line.equals("running")) {
            running = true;
            since = System.nanoTime();
        } else if (line.startsWith("version ")) {
            listener.say("Spark " + line.substring("version ".length()) + " takes over");
        } else if (line.startsWith("application ")) {
            listener.say("Spark's application is " + line.substring("application ".length()));
        } else if (PAGE.matcher(line).matches()) {
            listener.shown(line.substring("ui ".length()));
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            deleteFiles();
        } catch (IOException e) {
            listener.say("Files of Spark's driver are left in " + directory + ": " + e.getMessage());
        }
    }

    private void deleteFiles() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
