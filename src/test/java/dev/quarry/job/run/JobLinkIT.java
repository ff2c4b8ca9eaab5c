package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.platform.sql.TestDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobLinkIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted));
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void empty() {
        DATABASE.empty("job");
    }

    @Test
    void a_job_shows_where_its_attempt_can_be_watched_while_that_runs() {
        scripted.script = job -> {
            show(job);
            job.info("Here", URI.create("http://one.example:4040"));
            job.info("No, here", URI.create("https://two.example/page"));
            job.info("And more");
            show(job);
            if (job.attempt() == 1) {
                throw new TemporaryFailureException("again", null);
            }
        };
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");

        node.worker.work(Lane.IO, true);
        assertThat(node.job(id).link()).isNull();
        DATABASE.database().update("update job set run_at = now() where id = ?", id);
        node.worker.work(Lane.IO, true);

        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(id).link()).isNull();
        assertThat(shown).containsExactly(null, "https://two.example/page", null, "https://two.example/page");
        assertThat(node.events(id)).contains("info Here", "info No, here");
    }

    @Test
    void what_is_no_page_is_refused() {
        scripted.script = job -> {
            for (String address : List.of("javascript:alert(1)", "page", "https://a/" + "b".repeat(2_000))) {
                assertThatThrownBy(() -> job.info("Here", URI.create(address)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("no address of a page: " + address.substring(0, 4));
            }
            show(job);
        };
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");

        node.worker.work(Lane.IO, true);

        assertThat(node.job(id).error()).isNull();
        assertThat(shown).containsExactly((String) null);
    }

    private void show(JobContext job) {
        shown.add(node.job(job.jobId()).link());
    }
}
