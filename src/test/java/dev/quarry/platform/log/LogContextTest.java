package dev.quarry.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogContextTest {

    private final LogContext context = new LogContext();

    @Test
    void fields_hold_until_they_are_closed_and_inner_ones_come_on_top() {
        try (LogContext.Fields outer = context.with(Map.of("job_id", 7L))) {
            try (LogContext.Fields inner = context.with(Map.of("attempt", 2))) {
                assertThat(context.fields()).containsEntry("job_id", 7L).containsEntry("attempt", 2);
            }
            assertThat(context.fields()).containsOnly(Map.entry("job_id", 7L));
        }
        assertThat(context.fields()).isEmpty();
    }

    @Test
    void another_thread_has_fields_of_its_own() throws InterruptedException {
        List<Map<String, Object>> seen = new ArrayList<>();
        try (LogContext.Fields fields = context.with(Map.of("job_id", 7L))) {
            Thread other = new Thread(() -> seen.add(context.fields()));
            other.start();
            other.join();
        }
        assertThat(seen).containsExactly(Map.of());
    }

    @Test
    void formatters_that_want_the_fields_are_reported_where_they_are_and_that_they_are_gone() {
        AskingFormatter formatter = new AskingFormatter();
        Handler handler = new SilentHandler();
        handler.setFormatter(formatter);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            context.announce();
            try (LogContext.Fields fields = context.with(Map.of("lane", "io"))) {
                assertThat(formatter.supplier.get()).isEqualTo(Map.of("lane", "io"));
            }
            context.retract();
            assertThat(formatter.supplier).isNull();
        } finally {
            root.removeHandler(handler);
        }
    }

    private static final class AskingFormatter extends Formatter implements Consumer<Supplier<Map<String, Object>>> {
        private Supplier<Map<String, Object>> supplier;

        @Override
        public void accept(Supplier<Map<String, Object>> told) {
            supplier = told;
        }

        @Override
        public String format(LogRecord record) {
            return "";
        }
    }

    private static final class SilentHandler extends Handler {
        @Override
        public void publish(LogRecord record) {
            // Silent.
        }

        @Override
        public void flush() {
            // Nothing was written.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
