package dev.quarry.launcher;

import java.io.Console;
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

    /** Whether a person sees the output: since Java 22 a console may be there without a terminal. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
