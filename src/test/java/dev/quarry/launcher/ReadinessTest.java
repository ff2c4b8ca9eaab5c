package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final String UP = """
            {"status":"UP","checks":[{"name":"database","status":"UP","data":{}}]}""";
    private static final String DOWN = """
            {"status":"DOWN","checks":[
              {"name":"application","status":"UP","data":{}},
              {"name":"database","status":"DOWN","data":{"error":"refused"}},
              {"status":"DOWN","name":"broker","data":{}}]}""";

    @Test
    void an_application_that_is_up_misses_nothing() {
        assertThat(Readiness.missing(200, UP)).isEmpty();
    }

    @Test
    void the_checks_that_are_down_are_named() {
        assertThat(Readiness.missing(503, DOWN)).containsExactly("database", "broker");
    }

    @Test
    void an_answer_that_says_up_with_another_status_than_200_does_not_count() {
        assertThat(Readiness.missing(503, UP)).containsExactly("no health checks (HTTP 503)");
    }

    @Test
    void a_server_without_the_application_is_not_ready() {
        assertThat(Readiness.missing(503, "{\"status\":\"DOWN\",\"checks\":[]}"))
                .containsExactly("no health checks (HTTP 503)");
        assertThat(Readiness.missing(404, "<html>not found</html>")).containsExactly("no health checks (HTTP 404)");
    }

    @Test
    void a_server_that_does_not_answer_is_not_ready() throws InterruptedException {
        URI nobody = URI.create("http://127.0.0.1:" + Connectivity.freePort() + "/");

        assertThat(new Readiness(nobody).missing()).containsExactly("no answer");
    }
}
