package dev.quarry.launcher.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A JSON object for each log record. The application, which this class cannot refer to, sets by {@link #accept} where
 * further fields of the current thread's lines come from. Public with a public constructor, for java.util.logging.
 */
public final class JsonLogFormatter extends Formatter implements Consumer<Supplier<Map<String, Object>>> {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Shared by all formatters, since the server creates new ones when it reads its configuration. */
    private static volatile Supplier<Map<String, Object>> context;

    public JsonLogFormatter() {
        // For java.util.logging.
    }

    /** From now on lines have those fields too; null for none. */
    @Override
    public void accept(Supplier<Map<String, Object>> supplier) {
        tell(supplier);
    }

    private static void tell(Supplier<Map<String, Object>> supplier) {
        context = supplier;
    }

    @Override
    public String format(LogRecord record) {
        JsonLine line = new JsonLine()
                .with("time", TIME.format(record.getInstant()))
                .with("level", level(record.getLevel()))
                .with("logger", record.getLoggerName())
                .with("thread", Thread.currentThread().getName())
                .with("message", formatMessage(record));
        Supplier<Map<String, Object>> asked = context;
        if (asked != null) {
            asked.get().forEach(line::with);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            line.with("exception", thrown.getClass().getName())
                    .with("exception_message", thrown.getMessage())
                    .with("stack_trace", trace(thrown));
        }
        return line.end();
    }

    /** The level under a name that log collectors know. */
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
