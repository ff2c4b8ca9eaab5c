package dev.quarry.launcher.memory;

import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;

/**
 * Ends the process when a thread dies because memory is exhausted: a server that works in part is worse than none,
 * since others wait for it. With {@code -XX:+ExitOnOutOfMemoryError}, which a jar cannot set, the JVM does the same
 * earlier.
 */
public final class OutOfMemory implements UncaughtExceptionHandler {

    /** The exit code of the JVM's own option. */
    public static final int EXIT_CODE = 3;

    private final PrintStream err;

    /** @param err where the sentence goes */
    public OutOfMemory(PrintStream err) {
        this.err = err;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        if (e instanceof OutOfMemoryError) {
            try {
                err.println("Quarry ends, since its memory is used up (thread " + thread.getName() + "): "
                        + e.getMessage() + ". Give it more with -Xmx.");
            } finally {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
        err.println("Thread " + thread.getName() + " has ended: " + e);
        e.printStackTrace(err);
    }
}
