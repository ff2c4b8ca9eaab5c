package dev.quarry.launcher.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One event, one line: line breaks and other control characters in a message are written as escapes, and a stack trace
 * is indented, so that no text from a client can look like a line of the log.
 */
public final class LineFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    @Override
    public String format(LogRecord event) {
        ZonedDateTime time = Instant.ofEpochMilli(event.getMillis()).atZone(ZoneId.systemDefault());
        StringBuilder line = new StringBuilder()
                .append(TIME.format(time))
                .append(' ')
                .append(event.getLevel().getLocalizedName())
                .append(' ')
                .append(event.getLoggerName())
                .append(' ')
                .append(escape(formatMessage(event)))
                .append('\n');
        if (event.getThrown() != null) {
            java.io.StringWriter trace = new java.io.StringWriter();
            event.getThrown().printStackTrace(new java.io.PrintWriter(trace));
            trace.toString().lines().forEach(one -> line.append('\t')
                    .append(escape(one.strip()))
                    .append('\n'));
        }
        return line.toString();
    }

    static String escape(String text) {
        if (text == null || text.chars().noneMatch(LineFormatter::isDangerous)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (!isDangerous(c)) {
                escaped.append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isDangerous(int c) {
        return Character.isISOControl(c) && c != '\t' || c == '\u2028' || c == '\u2029';
    }
}
