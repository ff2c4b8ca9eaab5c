package dev.quarry.launcher.log;

import java.io.PrintStream;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes log lines in JSON to the standard output that the process was started with. Public with a public constructor,
 * for java.util.logging.
 */
public final class ConsoleLog extends Handler {

    /** Standard output as it was before it was redirected to the log. */
    private static volatile PrintStream console;

    public ConsoleLog() {
        setFormatter(new JsonLogFormatter());
        setFilter(new DepartedClients());
    }

    /** Where all handlers of this kind write. */
    public static void to(PrintStream stream) {
        console = stream;
    }

    @Override
    public void publish(LogRecord record) {
        PrintStream out = console;
        if (out == null || !isLoggable(record)) {
            return;
        }
        try {
            out.print(getFormatter().format(record));
            out.flush();
        } catch (RuntimeException e) {
            reportError(null, e, ErrorManager.FORMAT_FAILURE);
        }
    }

    @Override
    public void flush() {
        // Each line is.
    }

    @Override
    public void close() {
        // The stream is the process's.
    }
}
