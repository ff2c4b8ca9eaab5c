package dev.quarry.platform.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * Further fields of the current thread's log lines, such as the job that they are about. A formatter that uses them is
 * a {@link Consumer} of a supplier of such fields: types of the JDK, because formatters are loaded by the server, which
 * knows nothing of this application.
 */
@ApplicationScoped
public class LogContext {

    private final ThreadLocal<Map<String, Object>> fields = new ThreadLocal<>();

    /** Adds fields to the lines of the current thread until the scope is closed. */
    public Fields with(Map<String, Object> added) {
        Map<String, Object> before = fields.get();
        Map<String, Object> all = new LinkedHashMap<>(before == null ? Map.of() : before);
        all.putAll(added);
        fields.set(Collections.unmodifiableMap(all));
        return () -> restore(before);
    }

    /** The fields of the current thread's lines. */
    public Map<String, Object> fields() {
        Map<String, Object> current = fields.get();
        return current == null ? Map.of() : current;
    }

    /** Gives the formatters of the root logger's handlers the source of these fields. */
    public void announce() {
        tellFormatters(this::fields);
    }

    /** Takes the source away from the formatters, which outlive the application. */
    @PreDestroy
    void retract() {
        tellFormatters(null);
    }

    @SuppressWarnings("unchecked")
    private static void tellFormatters(Supplier<Map<String, Object>> supplier) {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            Formatter formatter = handler.getFormatter();
            if (formatter instanceof Consumer<?> consumer) {
                ((Consumer<Supplier<Map<String, Object>>>) consumer).accept(supplier);
            }
        }
    }

    private void restore(Map<String, Object> before) {
        if (before == null) {
            fields.remove();
        } else {
            fields.set(before);
        }
    }

    /** Fields that apply until they are closed. */
    @FunctionalInterface
    public interface Fields extends AutoCloseable {
        @Override
        void close();
    }
}
