package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Paths through the console that once ended in nothing, each by the hands of a person. */
class ConsoleFaultsIT {

    private static ConsoleServer server;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        server = ConsoleServer.shared();
        browser = Browser.open(server.process().base());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void fresh() {
        browser.size(1280, 900).colours("light");
    }

    @AfterEach
    void no_page_fails_silently() {
        assertThat(browser.errors()).isEmpty();
    }

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
