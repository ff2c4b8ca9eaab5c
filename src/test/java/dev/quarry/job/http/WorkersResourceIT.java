package dev.quarry.job.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.WorkerState;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersResourceIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final WorkerRows rows = new WorkerRows(DATABASE.database());
    private final WorkersResource resource = new WorkersResource(rows);

    @BeforeEach
    void oneNode() {
        DATABASE.empty("worker");
        rows.started("a", "{}");
    }

    @Test
    void a_live_node_is_asked_to_drain_and_to_resume() {
        assertThat(resource.drain("a").drainRequested()).isTrue();
        assertThat(resource.resume("a").drainRequested()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'stopped'", "heartbeat_at = now() - interval '1 minute'"})
    void a_node_that_is_gone_is_asked_nothing(String gone) {
        DATABASE.database().update("update worker set " + gone);

        assertConflict(() -> resource.drain("a"));
        assertConflict(() -> resource.resume("a"));
        assertThat(rows.find("a").orElseThrow().drainRequested()).isFalse();
    }

    @Test
    void an_unknown_node_is_not_found() {
        assertThatThrownBy(() -> resource.drain("b")).hasMessageContaining("not found");
        assertThat(rows.beat("a", WorkerState.ACTIVE)).isFalse();
    }

    private static void assertConflict(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOf(ProblemException.class)
                .extracting(e -> ((ProblemException) e).status())
                .isEqualTo(409);
    }
}
