package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Paths through the console that once ended in nothing, each by the hands of a person. */
class ConsoleFaultsIT extends ConsoleBrowsing {

    @Test
    void a_search_around_a_run_has_its_market_its_range_and_a_finer_grid_about_its_values()
            throws IOException, InterruptedException {
        // A series that comes first in every list.
        browser.go("/prices").run("""
                const form = new FormData();
                const rows = [0, 3600, 7200, 10800].map((t) => `${1388534400 + t},100,101,99,100,1`);
                const text = ["timestamp,open,high,low,close,volume", ...rows].join("\\n");
                Object.entries({ exchange: "alpha", symbol: "AAA/USD", timeframe: "1h" }).forEach((one) => form.append(...one));
                form.append("file", new File([text], "a.csv"));
                fetch("/v1/prices/import", { method: "POST", body: form });""");
        browser.see("main tbody tr", "AAA/USD");
        String run = server.get(
                        "v1/discovery/runs?limit=1&param.rsi_min=68&param.stop_pct=1.5&job_id=" + server.discovery())
                .at("/runs/0/params_hash")
                .asString();

        browser.go("/new/discover?run=" + run).see("pre.curl", "param_grid");

        String sent = browser.see("pre.curl").getText();
        assertThat(sent).contains("\"timeframe\":\"30m\"", "\"start_ts\":\"2014-01-01T00:00:00Z\"");
        assertThat(sent)
                .contains("\"rsi_min\":[67,68,69]", "\"stop_pct\":[1,1.5,2]")
                .doesNotContain("\"grid\":");
        browser.shoot("search-around");
    }

    @Test
    void a_duplicate_that_tests_nothing_new_leads_to_the_runs_that_were_there()
            throws IOException, InterruptedException {
        browser.go("/jobs/" + server.discovery()).click(".page-head a", "Duplicate");
        browser.see("pre.curl", "rsi_min");
        browser.click("form button.primary", "Start");
        browser.see("main .sub", "Succeeded");

        browser.see(".tile", "were tested by earlier jobs");
        browser.click("a.tile", "Every run");

        browser.see("main h1", "Runs");
        browser.see(".panel header", "match");
        assertThat(browser.address()).startsWith("/research?").doesNotContain("job_id");
        browser.see("main tbody tr");
    }

    @Test
    void a_job_is_put_on_a_schedule_from_its_form_and_a_wrong_cron_costs_nothing_that_was_entered()
            throws IOException, InterruptedException {
        browser.go("/schedules").click(".page-head a", "New schedule");
        browser.click("a.choice", "Leaderboard").see("q-schedule-plan");
        browser.type("[id='f-plan.name']", "nightly-board");
        browser.type("#f-top_n", "17");
        browser.type("[id='f-plan.cron']", "61 3 * * *").see("[data-field='plan.cron'] .error", "61");
        browser.click("form button.primary", "Save schedule").see("[data-field='plan.cron'] .error", "61");
        assertThat(browser.run("return document.querySelector('#f-top_n').value"))
                .isEqualTo("17");

        browser.type("[id='f-plan.cron']", "30 4 * * *").see(".next-fires li", "04:30:00");
        assertThat(browser.all(".next-fires li")).hasSize(5);
        browser.shoot("schedule-form");
        assertThat(browser.barriers()).isEmpty();
        browser.click("form button.primary", "Save schedule");

        browser.see("main tbody tr", "nightly-board");
        assertThat(server.get("v1/schedules/nightly-board").at("/payload/top_n").asInt())
                .isEqualTo(17);
        browser.see("q-fire-calendar tr", "nightly-board");
        browser.see("q-fire-calendar td", "04:30");
        browser.shoot("schedules");
        browser.click("[aria-label='Change nightly-board']").see("q-schedule-plan");
        browser.until("document.querySelector('#f-top_n')?.value === '17'");
        browser.type("#f-top_n", "18").click("form button.primary", "Save schedule");
        browser.gone("q-schedule-plan");
        assertThat(server.get("v1/schedules/nightly-board").at("/payload/top_n").asInt())
                .isEqualTo(18);
        server.process().send("DELETE", "v1/schedules/nightly-board", "");
    }

    @Test
    void an_address_that_nothing_has_is_a_page_for_people_and_a_problem_for_programs()
            throws IOException, InterruptedException {
        browser.go("/no/such/page").see("main h1", "There is no such page");
        browser.see(".side nav a", "Jobs");
        assertThat(server.process().get("no/such/page").statusCode()).isEqualTo(404);
        assertThat(answer("no/such/page", "text/html").statusCode()).isEqualTo(404);
        assertThat(answer("v1/no/such", "text/html").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("problem+json"));
    }

    @Test
    void a_parameter_that_is_set_must_be_one_of_its_values() {
        browser.go("/new/discover").see("#base-name");
        browser.run("document.querySelector('#base-name').value = 'slippage_pct'");
        browser.type("#base-value", "a lot").click(".grid-editor button", "Set");
        browser.see("[data-typed]", "slippage_pct must be a number");

        browser.type("#base-value", "0.05").click(".grid-editor button", "Set");

        browser.see(".chip", "slippage_pct 0.05");
        assertThat(browser.see("pre.curl").getText()).contains("\"slippage_pct\":0.05");
    }

    @Test
    void at_phone_width_lanes_types_and_series_tell_their_figures() {
        browser.size(390, 844).go("/").see("#lanes td[data-label=Due]");
        browser.see("#lanes td[data-label=Scheduled]");
        assertThat(browser.run("return document.querySelector('#lanes td[data-label=Scheduled]').checkVisibility()"))
                .isEqualTo(true);
        browser.shoot("overview-phone-figures");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.go("/prices").see("td[data-label=From]", "2014");
        browser.shoot("prices-phone-figures");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void a_tab_is_called_by_what_it_shows() throws IOException, InterruptedException {
        browser.go("/jobs/" + server.discovery()).see("main", "Facts");
        browser.until("document.title === 'Discovery " + server.discovery() + " · Quarry'");
        browser.go("/strategies/turtle_trading").see("main", "turtle_trading");
        browser.until("document.title === 'turtle_trading · Quarry'");
        browser.go("/jobs").see("tbody tr");
        browser.until("document.title === 'Jobs · Quarry'");
    }

    @Test
    void a_page_that_was_opened_while_the_server_was_away_comes_by_itself() throws IOException, InterruptedException {
        browser.go("/jobs").see("tbody tr");
        server.stop();
        browser.click(".side nav a", "Patterns");
        browser.see("main h1", "This page could not be loaded");

        server.start();

        browser.see("main h1", "Patterns");
        browser.see("main", "confidence");
        browser.errors(); // what could not be loaded
    }

    private static HttpResponse<String> answer(String path, String accept) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.process().base().resolve(path))
                                .header("Accept", accept)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_discovery_of_several_markets_is_a_table_of_them_and_its_children_have_their_names()
            throws IOException, InterruptedException {
        long parent = server.await(server.post("v1/discover", """
                {"markets": [{%s}, {"exchange": "sample", "symbol": "NO/SUCH", "timeframe": "30m",
                  "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-01-31T00:00:00Z"}],
                 "base_params": {"trade_direction": "Both"}, "param_grid": {"rsi_min": [64, 66]}}""".formatted(ConsoleServer.MARKET)));

        browser.go("/jobs/" + parent);

        browser.see("[aria-label='By market'] tr", "BTC/USD 30m sample");
        browser.see("[aria-label='By market'] tr", "No OHLCV data");
        browser.see("q-children tr", "BTC/USD 30m sample");
        browser.see("q-children tr", "No OHLCV data");
        browser.shoot("markets");
        assertThat(browser.barriers()).isEmpty();
        JsonNode children = server.get("v1/jobs/" + parent + "/children").path("children");
        assertThat(children.at("/0/market/symbol").asString()).isEqualTo("BTC/USD");
        browser.size(390, 844).go("/jobs/" + parent).see("q-children tr", "BTC/USD 30m sample");
        browser.shoot("markets-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
    }
}
