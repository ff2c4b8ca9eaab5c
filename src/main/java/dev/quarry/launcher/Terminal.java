package dev.quarry.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The few lines a person sees, each with the seconds since the start. Everything else goes to the log. */
final class Terminal {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Terminal(PrintStream out) {
        this.out = out;
    }

    /** A step that begins or has been done. */
    void step(String text) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsed().toMillis() / 1000.0, text);
        out.flush();
    }

    /** A line as it is. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    PrintStream stream() {
        return out;
    }
}
