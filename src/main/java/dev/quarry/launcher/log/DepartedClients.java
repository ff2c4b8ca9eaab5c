package dev.quarry.launcher.log;

import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Shortens what the server logs when a client disconnects to one line, instead of several stack traces of a hundred
 * lines each. Public with a public constructor, for java.util.logging.
 */
public final class DepartedClients implements Filter {

    private static final Set<String> SERVER =
            Set.of("jakarta.enterprise.web", "org.glassfish.jersey", "org.glassfish.grizzly", "org.apache.catalina");

    private static final Set<String> GONE = Set.of(
            "Connection is closed", "Connection closed", "Broken pipe", "Connection reset by peer", "Connection reset");

    /** Logged by Jersey for every stream that was ended on this side. */
    private static final String ENDED = "Request already released from asynchronous mode";

    /** The container logs twice more that it cannot send its error page to a client that has gone. */
    private static final String CONTAINER = "jakarta.enterprise.web";

    public DepartedClients() {
        // For java.util.logging.
    }

    @Override
    public boolean isLoggable(LogRecord event) {
        Throwable thrown = event.getThrown();
        String logger = event.getLoggerName();
        if (logger == null || SERVER.stream().noneMatch(logger::startsWith)) {
            return true;
        }
        if (thrown instanceof IllegalStateException && ENDED.equals(thrown.getMessage())) {
            return false;
        }
        if (!isGone(thrown) && !(thrown == null && GONE.stream().anyMatch(text -> isWithin(text, event)))) {
            return true;
        }
        event.setThrown(null);
        event.setMessage(event.getMessage() + " The client has gone.");
        return !logger.startsWith(CONTAINER);
    }

    private static boolean isGone(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof IOException && GONE.contains(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the event's message, which may contain the stack trace itself, has an I/O exception with that text. */
    private static boolean isWithin(String text, LogRecord event) {
        return String.valueOf(event.getMessage()).contains("java.io.IOException: " + text);
    }
}
