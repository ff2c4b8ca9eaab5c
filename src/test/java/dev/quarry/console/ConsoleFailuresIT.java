package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** From a failure to its replay: what an operator sees of jobs that fail, and what can be done about them. */
class ConsoleFailuresIT extends ConsoleBrowsing {

    @Test
    void the_row_of_a_failed_job_says_its_error_and_its_market() throws IOException, InterruptedException {
        long job = discovery("ROW/ERROR");
        server.awaitAttempts(job, 1);

        browser.go("/jobs?status=failed");

        browser.see(row(job), "No OHLCV data");
        browser.see(row(job), "ROW/ERROR 30m sample");
        browser.shoot("failures");
        assertThat(browser.barriers()).isEmpty();
        browser.size(390, 844).go("/jobs?status=failed").see(row(job), "ROW/ERROR 30m sample");
        browser.shoot("failures-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
    }

    @Test
    void a_job_that_waits_for_its_retry_is_retrying_in_row_tab_page_and_problems()
            throws IOException, InterruptedException, SQLException {
        long job = retrying("kraken.example did not answer");

        browser.go("/jobs").see(row(job), "Retrying");
        browser.see(row(job), "attempt 2 of 3");
        browser.see(row(job), "kraken.example did not answer");
        browser.see(".tabs a", "Retrying 1").click();
        assertThat(browser.address()).isEqualTo("/jobs?status=queued&retrying=true");
        browser.see(row(job));
        assertThat(browser.all("tbody tr")).hasSize(1);

        browser.go("/problems").see(".problem", "1 job waits for another attempt");
        browser.go("/").see(".activity .legend", "1 retrying");
        browser.go("/jobs/" + job).see("main .sub", "Retrying");
        browser.see(".error-text", "kraken.example did not answer");
        browser.shoot("retrying");

        server.process().post("v1/jobs/" + job + "/cancel", "");
    }

    @Test
    void jobs_that_failed_for_one_cause_are_retried_by_a_button_that_says_how_many_and_input_is_no_alarm()
            throws IOException, InterruptedException {
        long first = discovery("SAME/CAUSE");
        long second = discovery("SAME/CAUSE");
        server.awaitAttempts(first, 1);
        server.awaitAttempts(second, 1);

        browser.go("/").see("[data-kind=input] tr", "No OHLCV data");
        browser.go("/problems").see(".problem.note", "by what they were given");
        assertThat(browser.run("return [...document.querySelectorAll('.problem.warning')]"
                        + ".some((one) => one.innerText.includes('OHLCV'))"))
                .isEqualTo(false);
        browser.click(".problem.note button", "Retry");
        String asked = browser.see("dialog h1").getText();
        assertThat(asked).matches("Retry [0-9]+ jobs\\?");

        browser.click("dialog button", "Retry");

        browser.see(".toast", "sent again");
        server.awaitAttempts(first, 2);
        server.awaitAttempts(second, 2);
    }

    @Test
    void only_what_is_selected_or_filtered_can_be_acted_on() throws IOException, InterruptedException {
        String later = Instant.now().plusSeconds(86_400).toString();
        long one = server.post("v1/patterns/refresh?run_at=" + later, "{\"min_confidence\": 0.41}");
        long other = server.post("v1/patterns/refresh?run_at=" + later, "{\"min_confidence\": 0.42}");
        long stays = server.post("v1/patterns/refresh?run_at=" + later, "{\"min_confidence\": 0.43}");

        browser.go("/jobs").see(row(stays));
        assertThat(browser.all("[data-bulk]")).isEmpty();
        browser.click(row(one) + " input").click(row(other) + " input");
        browser.see("[data-bulk=cancel]", "Cancel 2");
        browser.shoot("selected");
        browser.click("[data-bulk=cancel]").see("dialog h1", "Cancel 2 jobs?");
        browser.click("dialog button", "Cancel 2");

        browser.see(".toast", "2 of 2 canceled");
        browser.see(row(one), "Canceled");
        browser.see(row(stays), "Scheduled");
        assertThat(browser.all("[data-bulk]")).isEmpty();
        server.process().post("v1/jobs/" + stays + "/cancel", "");
    }

    @Test
    void a_filter_is_saved_under_a_name_and_comes_back() {
        browser.go("/jobs?status=succeeded&job_type=optimize").click(".filters button", "Save filter");
        browser.type("dialog input", "Good searches").click("dialog button", "Save");
        browser.see(".saved a", "Good searches");

        browser.go("/jobs").click(".saved a", "Good searches");

        assertThat(browser.address()).isEqualTo("/jobs?status=succeeded&job_type=optimize");
        browser.click("[aria-label='Forget the filter Good searches']").gone(".saved");
    }

    @Test
    void what_has_not_ended_is_named_by_what_it_waits_for() throws IOException, InterruptedException {
        String later = Instant.now().plusSeconds(86_400).toString();
        long job = server.post("v1/patterns/refresh?run_at=" + later, "{\"min_confidence\": 0.51}");
        long scheduled = server.get("v1/queues")
                .path("lanes")
                .valueStream()
                .mapToLong(lane -> lane.path("scheduled").asLong())
                .sum();

        browser.go("/")
                .see(".activity .legend", "Not ended (right scale) " + scheduled + ": " + scheduled + " scheduled");
        browser.see(".tile", scheduled + " scheduled");
        server.process().post("v1/jobs/" + job + "/cancel", "");
    }

    @Test
    void a_worker_that_is_told_to_drain_is_active_no_more() {
        browser.go("/").click("#workers button", "Drain");
        browser.click("dialog button", "Drain");
        browser.see(".toast", "drains");
        browser.see("#workers .badge", "Drain");
        browser.see("#workers .badge", "Drained");

        browser.click("#workers button", "Resume");
        browser.see("#workers .badge", "Active");
    }

    private static long discovery(String symbol) throws IOException, InterruptedException {
        return server.post("v1/discover", """
                {"exchange": "sample", "symbol": "%s", "timeframe": "30m", "start_ts": "2014-01-01T00:00:00Z",
                 "end_ts": "2014-01-31T00:00:00Z", "grid": "QUICK"}""".formatted(symbol));
    }

    /** A job as it is after an attempt that failed in a way that may pass. */
    private static long retrying(String error) throws IOException, InterruptedException, SQLException {
        String later = Instant.now().plusSeconds(600).toString();
        long job = server.post("v1/patterns/refresh?run_at=" + later, "{\"min_confidence\": 0.61}");
        try (Connection connection =
                DriverManager.getConnection(server.process().databaseUrl())) {
            connection.createStatement().execute("update job set attempt = 1 where id = " + job);
            connection.createStatement().execute("""
                    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
                    values (%d, %d, 'run', 1, 'elsewhere', now(), 'failed', '%s')""".formatted(-job, job, error));
        }
        return job;
    }

    private static String row(long job) {
        return "tbody tr:has(a[href='/jobs/" + job + "'])";
    }
}
