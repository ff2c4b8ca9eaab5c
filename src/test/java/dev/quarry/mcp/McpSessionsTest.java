package dev.quarry.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class McpSessionsTest {

    private final AtomicLong now = new AtomicLong();
    private final McpSessions sessions = new McpSessions(2, Duration.ofSeconds(10), now::get);

    @Test
    void there_are_as_many_as_allowed_those_that_begin_included() {
        begin("a", "ann");
        sessions.begin();

        assertThatThrownBy(sessions::begin).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status())
                .isEqualTo(503));
        sessions.begun(null, "ann");
        assertThatCode(sessions::begin).doesNotThrowAnyException();
    }

    @Test
    void a_session_is_its_callers_only() {
        begin("a", "ann");

        assertThatCode(() -> sessions.use("a", "ann")).doesNotThrowAnyException();
        assertThatThrownBy(() -> sessions.use("a", "bob")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> sessions.use("b", "ann")).isInstanceOf(ProblemException.class);
    }

    @Test
    void one_that_is_idle_is_forgotten_and_gives_its_place_back() {
        begin("a", "ann");
        begin("b", "ann");
        pass(6);
        sessions.use("b", "ann");
        pass(6);

        assertThatThrownBy(() -> sessions.use("a", "ann")).isInstanceOf(ProblemException.class);
        begin("c", "ann");
        assertThatCode(() -> sessions.use("b", "ann")).doesNotThrowAnyException();
    }

    @Test
    void one_that_ended_gives_its_place_back() {
        begin("a", "ann");
        begin("b", "ann");
        sessions.end("a");

        assertThatCode(() -> begin("c", "ann")).doesNotThrowAnyException();
    }

    private void begin(String id, String owner) {
        sessions.begin();
        sessions.begun(id, owner);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
