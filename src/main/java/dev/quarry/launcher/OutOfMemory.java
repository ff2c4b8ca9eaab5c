package dev.quarry.launcher;

import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;

/**
 * Ends the process when a thread dies of too little memory: half a server is worse than none, since others wait for it. The
 * JVM does the same earlier, with {@code -XX:+ExitOnOutOfMemoryError}, which a jar cannot ask for.
 */
final class OutOfMemory implements UncaughtExceptionHandler {

    /** That of the JVM's own option. */
    static final int EXIT_CODE = 3;

    private final PrintStream err;

    OutOfMemory(PrintStream err) {
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
