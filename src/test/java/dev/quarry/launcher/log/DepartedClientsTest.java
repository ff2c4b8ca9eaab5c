package dev.quarry.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class DepartedClientsTest {

    private final DepartedClients filter = new DepartedClients();

    @Test
    void a_client_that_has_gone_is_a_line_without_a_stack_trace() {
        for (IOException gone : new IOException[] {new IOException("Broken pipe"), new EOFException()}) {
            LogRecord event =
                    event("org.glassfish.jersey.server.ServerRuntime$Responder", new UncheckedIOException(gone));

            assertThat(filter.isLoggable(event)).isTrue();
            assertThat(event.getThrown()).isNull();
            assertThat(event.getMessage()).isEqualTo("Cannot answer. The client has gone.");
        }
    }

    @Test
    void the_container_does_not_tell_again_that_it_could_not_show_its_page_of_errors() {
        LogRecord page = event("jakarta.enterprise.web", null);
        page.setMessage(
                "Exception processing ErrorPage[errorCode=0]\njava.io.IOException: Connection is closed\n\tat x");

        assertThat(filter.isLoggable(page)).isFalse();
        assertThat(filter.isLoggable(event("jakarta.enterprise.web.core", new IOException("Connection is closed"))))
                .isFalse();
    }

    @Test
    void a_stream_that_was_ended_here_is_not_reported() {
        assertThat(filter.isLoggable(event(
                        "jakarta.enterprise.web.core",
                        new IllegalStateException("Request already released from asynchronous mode"))))
                .isFalse();
    }

    @Test
    void other_faults_keep_their_stack_traces_and_so_do_those_of_other_loggers() {
        for (LogRecord event : new LogRecord[] {
            event("org.glassfish.jersey.server.ServerRuntime$Responder", new IOException("No space left on device")),
            event("dev.quarry.job.run.JobWorker", new IOException("Broken pipe")),
            event("jakarta.enterprise.web.core", new IllegalStateException("Something else"))
        }) {
            Throwable thrown = event.getThrown();

            assertThat(filter.isLoggable(event)).isTrue();
            assertThat(event.getThrown()).isSameAs(thrown);
            assertThat(event.getMessage()).isEqualTo("Cannot answer.");
        }
        assertThat(filter.isLoggable(event("jakarta.enterprise.web.core", null)))
                .isTrue();
    }

    private static LogRecord event(String logger, Throwable thrown) {
        LogRecord event = new LogRecord(Level.WARNING, "Cannot answer.");
        event.setLoggerName(logger);
        event.setThrown(thrown);
        return event;
    }
}
