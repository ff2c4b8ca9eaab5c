package dev.quarry.launcher;

import dev.quarry.launcher.log.JsonLine;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The few lines a person sees, each with the seconds since the start. Everything else goes to the log. */
final class Terminal {
    private final PrintStream out;
    private final LogFormat format;
    private final long startNanos = System.nanoTime();

    Terminal(PrintStream out) {
        this(out, LogFormat.TEXT);
    }

    /** @param format JSON for a machine that reads all of the output */
    Terminal(PrintStream out, LogFormat format) {
        this.out = out;
        this.format = format;
    }

    /** The stream for log lines, when they are to be printed among the steps. */
    Optional<PrintStream> logStream() {
        return format == LogFormat.JSON ? Optional.of(out) : Optional.empty();
    }

    /** Prints a step that begins or is done. */
    void step(String text) {
        if (format == LogFormat.JSON) {
            out.print(new JsonLine()
                    .with("time", Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .with("level", "info")
                    .with("logger", "quarry")
                    .with("message", text)
                    .end());
        } else {
            out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsed().toMillis() / 1000.0, text);
        }
        out.flush();
    }

    /** Prints a line unchanged. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Whether the output goes to a terminal: since Java 22 there may be a console without one. */
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
