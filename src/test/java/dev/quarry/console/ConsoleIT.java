package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.DebianPackages;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The console in a browser, on the packaged server. */
class ConsoleIT extends ConsoleBrowsing {

    @ParameterizedTest
    @CsvSource({
        "overview, /, Lanes",
        "problems, /problems, What stands in the way",
        "jobs, /jobs, Discovery",
        "job, /jobs/{discovery}, Attempts and events",
        "new, /new, Optimisation",
        "new-strategy, /new/strategy, No fault",
        "new-discovery, /new/discover, Combinations",
        "new-optimisation, /new/optimize, Rank by",
        "new-ingestion, /new/prices_ingest, Layout of the file",
        "new-refresh, /new/leaderboard_refresh, Assess the best",
        "new-patterns, /new/patterns_refresh, Confidence at least",
        "new-reevaluation, /new/reevaluate, A winner",
        "backtest, /backtest, Price and trades",
        "runs, /research, Spread of results",
        "run, /research/runs/{run}, Price and trades",
        "optimisation, /research/optimisations/{optimisation}, plateau",
        "leaderboard, /leaderboard, History",
        "recommendations, /leaderboard/recommendations?profile=aggressive, What it asks of a winner",
        "frozen, /frozen, Frozen winners",
        "strategies, /strategies, turtle_trading",
        "strategy, /strategies/turtle_trading, No fault",
        "presets, /presets, Winners as presets",
        "compare, /leaderboard/compare?a={run}&b={other}, Figures",
        "patterns, /patterns, confidence",
        "prices, /prices, Coverage",
        "prices-quality, /prices?series=sample%7CBTC%2FUSD%7C30m, every bar is there",
        "schedules, /schedules, leaderboard_refresh",
        "keys, /keys, Security is off",
        "audit, /audit, Each action of an operator",
        "not-found, /jobs/1/2, no such page",
    })
    void every_page_shows_its_matter_without_barriers(String name, String path, String text)
            throws IOException, InterruptedException {
        browser.go(filled(path));
        browser.see("main", text);
        browser.gone("main .skeleton");

        browser.shoot(name);

        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .as("wider than the window")
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /, Lanes",
        "jobs, /jobs, Discovery",
        "run, /research/runs/{run}, Price and trades",
        "optimisation, /research/optimisations/{optimisation}, plateau",
        "new-discovery, /new/discover, Combinations",
        "recommendations, /leaderboard/recommendations?profile=aggressive, What it asks of a winner",
        "strategies, /strategies, turtle_trading",
        "strategy, /strategies/turtle_trading, No fault",
        "presets, /presets, Winners as presets",
    })
    void dark_mode_follows_the_system_and_is_as_readable(String name, String path, String text)
            throws IOException, InterruptedException {
        browser.colours("dark").go(filled(path)).see("main", text);
        browser.gone("main .skeleton");

        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        browser.shoot(name + "-dark");
        assertThat(browser.barriers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /, Lanes",
        "jobs, /jobs, Discovery",
        "job, /jobs/{discovery}, Attempts and events",
        "backtest, /backtest, Price and trades",
        "runs, /research, Spread of results",
        "run, /research/runs/{run}, Price and trades",
        "leaderboard, /leaderboard, History",
        "prices, /prices, Coverage",
        "new-discovery, /new/discover, Combinations",
        "recommendations, /leaderboard/recommendations?profile=aggressive, What it asks of a winner",
        "strategies, /strategies, turtle_trading",
        "strategy, /strategies/turtle_trading, No fault",
        "presets, /presets, Winners as presets",
        "schedules, /schedules, leaderboard_refresh",
        "optimisation, /research/optimisations/{optimisation}, plateau",
    })
    void at_phone_width_nothing_is_cut_off(String name, String path, String text)
            throws IOException, InterruptedException {
        browser.size(390, 844).go(filled(path)).see("main", text);
        browser.gone("main .skeleton");

        browser.shoot(name + "-phone");

        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.click(".topbar button").see(".side.open nav");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void the_colours_that_were_chosen_stay() {
        browser.go("/").click(".side .foot button", "Dark colours");
        browser.go("/jobs");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        browser.click(".side .foot button", "Light colours");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("light");
        browser.run("localStorage.clear()");
    }

    @Test
    void a_job_appears_and_changes_while_the_page_is_looked_at() throws IOException, InterruptedException {
        browser.go("/jobs").see(".link-state", "Live");
        browser.run("window.stays = true");

        long job = server.post("v1/patterns/refresh", "{}");

        browser.see("tbody tr:has(a[href='/jobs/" + job + "'])", "Succeeded");
        assertThat(browser.run("return window.stays"))
                .as("the page was not loaded anew")
                .isEqualTo(true);
    }

    @Test
    void a_running_job_links_to_the_page_where_it_can_be_watched_and_to_nothing_that_is_no_page() {
        String running = """
                const page = document.querySelector("q-job");
                page.job.value = { ...page.job.value, status: "running", link: arguments[0] };
                page.requestUpdate();""";
        browser.go("/jobs/" + server.discovery()).see("main", "Facts");

        browser.run(running, "http://master.example:4040/");
        browser.see(
                "[data-live-progress] a[rel='noopener noreferrer'][href='http://master.example:4040/']",
                "master.example:4040");

        browser.run(running, "javascript:alert(1)");
        browser.gone("[data-live-progress] a");
    }

    @Test
    void filters_are_in_the_address_and_come_back_from_it() {
        browser.go("/jobs?status=succeeded&job_type=optimize").see("tbody tr");
        assertThat(browser.all("tbody .badge")).isNotEmpty().allMatch(badge -> badge.getText()
                .contains("Succeeded"));

        browser.click(".tabs a", "Failed");
        assertThat(browser.address()).isEqualTo("/jobs?status=failed&job_type=optimize");
        browser.see("main", "No job matches");

        browser.run("history.back()");
        browser.see("tbody tr");
        assertThat(browser.address()).isEqualTo("/jobs?status=succeeded&job_type=optimize");
        browser.type("#text", "no payload has this");
        browser.see("main", "No job matches");
        browser.until("location.search.includes('text=no+payload')");
    }

    @Test
    void all_that_match_are_canceled_after_their_number_was_reported() throws IOException, InterruptedException {
        String later = Instant.now().plusSeconds(86_400).toString();
        for (int k = 0; k < 3; k++) {
            server.post("v1/leaderboard/refresh?run_at=" + later, "{\"top_n\": 7%d}".formatted(k));
        }
        browser.go("/jobs?status=queued&job_type=leaderboard_refresh&text=top_n")
                .see("tbody tr");

        browser.click("[data-bulk=cancel]");
        browser.see("dialog h1", "Cancel 3 jobs?");
        browser.click("dialog button", "Keep as it is");
        assertThat(server.get("v1/jobs?status=queued&text=top_n").at("/jobs")).hasSize(3);

        browser.click("[data-bulk=cancel]").click("dialog button", "Cancel 3");
        browser.see(".toast", "3 of 3 canceled");
        browser.see("main", "No job matches");
        assertThat(server.get("v1/jobs?status=canceled&text=top_n").at("/jobs")).hasSize(3);
    }

    @Test
    void a_file_of_prices_is_sent_and_read() throws IOException {
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int k = 0; k < 48; k++) {
            csv.append(Instant.parse("2024-01-01T00:00:00Z")
                            .plusSeconds(3600L * k)
                            .getEpochSecond())
                    .append(",100,101,99,100,1\n");
        }
        Path file = Files.writeString(QuarryProcess.emptyDirectory("upload").resolve("ETHUSDT-1h-2024-01.csv"), csv);
        browser.go("/prices").see("#price-file").sendKeys(file.toString());
        browser.until("document.querySelector('#f-symbol')?.value === 'ETH/USDT'");

        browser.click("q-price-upload form button.primary");

        browser.see("q-price-upload", "Succeeded");
        browser.see("tbody tr", "ETH/USDT");
    }

    @Test
    void a_file_with_names_that_nobody_knows_is_shown_its_columns_are_chosen_and_it_is_imported() throws IOException {
        StringBuilder csv = new StringBuilder("when;first;top;bottom;end;pieces\n");
        for (int day = 1; day <= 20; day++) {
            csv.append(day).append(".02.2024;100,5;101;99;100;7\n");
        }
        Path file = Files.writeString(QuarryProcess.emptyDirectory("mapping").resolve("Kurse.csv"), csv);
        browser.go("/prices").see("#price-file").sendKeys(file.toString());
        browser.see("q-price-upload .preview .notice.bad", "names no column for the");
        browser.see("q-price-upload .preview .sample", "pieces");

        List<String> roles = List.of("time", "open", "high", "low", "close", "volume");
        for (int column = 1; column <= roles.size(); column++) {
            new org.openqa.selenium.support.ui.Select(
                            browser.see("q-price-upload select[data-column='" + column + "']"))
                    .selectByValue(roles.get(column - 1));
        }
        browser.see("q-price-upload .preview .notice.good", "20 bars of 1d");
        browser.shoot("prices-preview");
        browser.type("#f-symbol", "DAX").click("q-price-upload form button.primary");

        browser.see("q-price-upload", "Succeeded");
        browser.see("tbody tr", "DAX");
    }

    @Test
    void a_gap_is_seen_in_the_calendar_of_its_series() throws IOException {
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int hour = 0; hour < 24 * 5; hour++) {
            if (hour < 30 || hour >= 72) {
                csv.append(Instant.parse("2024-03-01T00:00:00Z")
                                .plusSeconds(3600L * hour)
                                .getEpochSecond())
                        .append(",100,101,99,")
                        .append(100 + hour % 2)
                        .append(",1\n");
            }
        }
        Path file = Files.writeString(QuarryProcess.emptyDirectory("gap").resolve("SOLUSD-1h.csv"), csv);
        browser.go("/prices").see("#price-file").sendKeys(file.toString());
        browser.see("#f-symbol");
        browser.click("q-price-upload form button.primary").see("q-price-upload", "Succeeded");
        browser.see("tbody tr:has(a[href*='SOL'])", "42 missing");

        browser.click("a[href*='SOL%2FUSD']", "Data quality");

        browser.see("q-price-quality", "42 of them unexplained");
        assertThat(browser.all(".calendar .days i.gap")).hasSize(1);
        assertThat(browser.all(".calendar .days i.part")).hasSize(1);
        assertThat(browser.all(".calendar .days i.full")).hasSize(3);
        browser.shoot("prices-gap");
    }

    @Test
    void a_series_is_watched_paused_and_watched_no_longer() throws IOException, InterruptedException {
        browser.go("/prices").type("#f-watch-symbol", "BTC/USD").click("q-watchlist form button");
        browser.see("q-watchlist tbody tr", "BTC/USD");
        browser.click("q-watchlist tbody button", "Pause").see("q-watchlist tbody tr", "paused");
        browser.click("q-watchlist tbody button", "Remove").click("dialog button", "Remove");
        browser.see("q-watchlist", "Nothing is watched");
        assertThat(server.get("v1/prices/watchlist").at("/watchlist")).isEmpty();
    }

    @Test
    void a_refused_form_says_at_the_field_what_is_wrong_and_a_good_one_leads_to_its_job() {
        browser.go("/new/discover").see("#f-start_ts");
        browser.type("#f-start_ts", "soon").click("aside button.primary");
        browser.see(".field.wrong[data-field=start_ts] .error");

        browser.type("#f-start_ts", "2014-01-01T00:00:00Z");
        browser.see("aside", "Combinations");
        browser.type("[id='f-max_combinations']", "20").text("aside .big", "20"::equals);
        browser.click("aside button.primary");

        browser.see("main", "Every run");
        assertThat(browser.address()).startsWith("/jobs/");
        assertThat(browser.text("main h1", any -> true)).startsWith("Discovery");
    }

    @Test
    void each_form_has_the_fields_and_defaults_that_openapi_tells() throws IOException, InterruptedException {
        JsonNode document = server.get("openapi?format=JSON");
        for (String route : List.of("/discover", "/optimize", "/leaderboard/refresh", "/patterns/refresh")) {
            JsonNode operation = document.at("/paths").path("/v1" + route).path("post");
            JsonNode properties = document.at(operation
                            .at("/requestBody/content/application~1json/schema/$ref")
                            .asString()
                            .substring(1))
                    .path("properties");
            browser.go("/new/" + operation.get("x-job-type").asString()).see("aside button.primary");
            assertThat(browser.text("main h1", any -> true))
                    .isEqualTo(operation.get("summary").asString());
            for (Map.Entry<String, JsonNode> one : properties.properties()) {
                JsonNode byDefault = one.getValue().path("default");
                if (byDefault.isMissingNode() || one.getValue().has("x-when")) {
                    continue;
                }
                String value = """
                        (() => { const e = document.getElementById('f-%s');
                          return e.type === 'checkbox' ? String(e.checked) : e.value || e.placeholder; })()""".formatted(one.getKey());
                Object shown = browser.until(value);
                if (byDefault.isNumber()) {
                    assertThat(Double.parseDouble(shown.toString()))
                            .as(one.getKey())
                            .isEqualTo(byDefault.asDouble());
                } else {
                    assertThat(shown).as(one.getKey()).isEqualTo(byDefault.asString());
                }
            }
        }
        browser.go("/new/optimize").see("#f-validation_mode");
        browser.gone("[id='f-walk_forward.train_days']");
        browser.run("const s = document.querySelector('#f-validation_mode'); s.value = 'walk';"
                + " s.dispatchEvent(new Event('change'))");
        browser.see("[id='f-walk_forward.train_days']");
    }

    @Test
    void a_discovery_over_several_markets_is_put_together_row_by_row() throws IOException, InterruptedException {
        browser.go("/new/discover").see("#f-start_ts");
        browser.type("[id='f-max_combinations']", "20").text("aside .big", "20"::equals);
        browser.click("form button", "Several markets").click("form button", "Add a market");
        browser.text("aside .big", "40"::equals);
        browser.see("aside", "20 on each of 2 markets");
        for (int k = 0; k < 2; k++) {
            browser.run(
                    "const s = document.getElementById('f-markets[' + arguments[0] + '].exchange');"
                            + " s.value = 'sample|BTC/USD|30m'; s.dispatchEvent(new Event('change'))",
                    k);
        }
        browser.click("aside button.primary");
        browser.see("[data-field='markets[1].exchange'] .error", "named twice");
        browser.type("[id='f-markets[1].end_ts']", "2014-02-15T00:00:00Z");
        browser.shoot("new-markets");
        assertThat(browser.barriers()).isEmpty();

        browser.click("aside button.primary");

        browser.see("main", "2 in all");
        long job = Long.parseLong(browser.address().replaceAll("\\D", ""));
        JsonNode payload = server.get("v1/jobs/" + server.await(job)).get("payload");
        assertThat(payload.get("markets")).hasSize(2);
        assertThat(payload.at("/markets/1/end_ts").asString()).isEqualTo("2014-02-15T00:00:00Z");
        assertThat(payload.has("symbol")).isFalse();
        browser.go("/new/discover?from=" + job).see("[id='f-markets[1].end_ts']");
        browser.click("[aria-label='Remove market 2']").click("form button", "One market only");
        browser.see("#f-start_ts");
    }

    @Test
    void a_preset_and_a_recommended_run_begin_a_search() {
        browser.go("/presets").see(".presets summary");
        browser.run("document.querySelectorAll('.presets details').forEach((one) => (one.open = true))");
        browser.click("a[href^='/new/discover?preset=']");
        browser.see("main", "What stays fixed");
        browser.until("document.querySelectorAll('button.chip').length > 5");

        browser.go("/leaderboard/recommendations").click(".segmented button", "Aggressive");
        assertThat(browser.address()).isEqualTo("/leaderboard/recommendations?profile=aggressive");
        browser.click("tbody a.button", "Search around it");
        browser.see("main", "What stays fixed");
        assertThat(browser.address()).startsWith("/new/discover?run=");
        browser.until("document.querySelectorAll('button.chip').length > 3");
    }

    @Test
    void a_file_is_dropped_on_the_page() {
        browser.go("/prices").see("q-price-upload");
        browser.run("""
                const lines = ["timestamp,open,high,low,close,volume"];
                for (let k = 0; k < 24; k++) lines.push(`${1709251200 + 3600 * k},100,101,99,100,1`);
                const data = new DataTransfer();
                data.items.add(new File([lines.join("\\n")], "LTCUSD-1h.csv", { type: "text/csv" }));
                document.querySelector("q-price-upload .drop").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
                """);
        browser.until("document.querySelector('#f-symbol')?.value.startsWith('LTC')");
        browser.click("q-price-upload form button.primary").see("q-price-upload", "Succeeded");
        browser.see("tbody tr", "LTC/USD");
    }

    @Test
    void a_run_is_assessed_tested_on_unseen_prices_and_frozen() throws IOException, InterruptedException {
        String later =
                ConsoleServer.MARKET.replace("2014-01-01T00", "2014-04-01T00").replace("2014-03-31", "2014-05-31");
        server.await(server.post("v1/prices/ingest", "{" + later + "}"));
        String worst = server.get("v1/discovery/runs?order=asc&min_num_trades=30&limit=1")
                .at("/runs/0/params_hash")
                .asString();
        browser.go("/research/runs/" + worst).see("q-winner-tools button", "Assess");
        browser.gone("main .skeleton");

        browser.click("q-winner-tools button", "Assess").see("q-winner-tools [role=status]", "It is assessed.");
        browser.see(".verdict", "How far to trust it");
        browser.see(".evidence", "Deflated Sharpe ratio");
        browser.go("/research/runs/" + worst);
        browser.see(".verdict", "what was searched since is not in it");

        browser.click("q-winner-tools button", "Test on unseen prices").type("#f-unseen-start_ts", "2014-03-01");
        browser.click("#unseen-form button", "Test").see("[data-field=unseen-start_ts] .error", "must be after");
        browser.run("const one = document.querySelector('#f-unseen-start_ts'); one.value = '';"
                + " one.dispatchEvent(new Event('input'))");
        browser.click("#unseen-form button", "Test").see("q-winner-tools .verdict", "On unseen prices");
        browser.see("q-winner-tools .uplot canvas");
        browser.see("q-winner-tools table", "2014-04-01");
        browser.shoot("run-unseen");
        assertThat(browser.barriers()).isEmpty();
        Path kept = browser.download(() -> browser.click("q-winner-tools button", "Report"));
        assertThat(kept).hasFileName("quarry-" + worst + ".html").content().contains("<h1>", worst, "</html>");
        browser.click("q-winner-tools button", "Freeze").click("dialog button", "Freeze");
        browser.click(".toast a", "Look at it").see("main h1", "BTC/USD 30m");
        browser.see(".verdict", "No bar has opened and ended since");
        browser.shoot("frozen-winner");
        assertThat(browser.barriers()).isEmpty();
        browser.click("main .crumb").see("main table", "BTC/USD 30m");
        browser.shoot("frozen-list");
        assertThat(browser.barriers()).isEmpty();
        browser.size(390, 844).go("/research/runs/" + worst);
        browser.click("q-winner-tools button", "Test on unseen prices").click("#unseen-form button", "Test");
        browser.see("q-winner-tools .uplot canvas");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.go("/v1/runs/" + worst + "/report").see("main svg path.mine");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.go("/frozen").see("main table", "BTC/USD 30m");
        browser.shoot("frozen-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.size(1280, 900);

        browser.click("main table a").click("main button", "Forget it").click("dialog button", "Forget it");
        browser.see("main", "Nothing is frozen");
        assertThat(server.get("v1/frozen").at("/frozen")).isEmpty();
    }

    @Test
    void a_strategy_is_written_with_its_faults_at_their_place_and_saved_in_versions()
            throws IOException, InterruptedException {
        browser.go("/new/strategy").see("main", "No fault");
        browser.run("""
                const source = document.querySelector("#source");
                source.value = source.value.replace("crosses_above(close, top)", "close > emaa(close, n)");
                source.dispatchEvent(new Event("input"));""");
        browser.see(".faults li", "did you mean `ema`?");
        browser.shoot("strategy-fault");
        browser.click(".faults button");
        assertThat(browser.run("const one = document.querySelector('#source');"
                        + " return one.value.slice(one.selectionStart, one.selectionEnd)"))
                .isEqualTo("emaa");
        browser.see("#source").sendKeys("em");
        browser.see("#source-options [aria-selected=true]", "ema(x, n)");
        browser.shoot("strategy-completion");
        assertThat(browser.barriers()).isEmpty();
        browser.see("#source").sendKeys(org.openqa.selenium.Keys.ENTER);
        browser.gone("#source-options");
        browser.see("main", "No fault");
        browser.type("#strategy-name", "by_hand").click("main form button", "Save");
        browser.see(".toast", "by_hand is now version 1");
        browser.see("main h1", "by_hand");
        assertThat(browser.address()).isEqualTo("/strategies/by_hand");
        assertThat(server.get("v1/strategies/by_hand")
                        .at("/definition/long/enter")
                        .asString())
                .isEqualTo("close > ema(close, n)");

        browser.see("main", "No fault");
        browser.run("""
                const source = document.querySelector("#source");
                source.value = source.value.replace('"default": 20', '"default": 30');
                source.dispatchEvent(new Event("input"));""");
        browser.see("main form button", "Discard changes");
        browser.click("main form button", "Save").see(".toast", "by_hand is now version 2");
        browser.see(".versions li", "parameters.n.default 20 30");
        browser.click(".versions a", "Version 1").see("main", "This is an older version");
        assertThat(browser.run("return document.querySelector('#source').value"))
                .asString()
                .contains("\"default\": 20");
        browser.go("/strategies").click("tbody a", "by_hand").see("main", "No fault");

        database(
                "insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,"
                        + " data_digest, engine_version, strategy)"
                        + " values (1, 'e', 's', '1h', 'a', 'b', '{}', '{}', 'd', 'v', 'by_hand@1')",
                "insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, num_trades, is_winner)"
                        + " select -1, id, 7, 0, 0, 0, false from backtest_setup where strategy = 'by_hand@1'");
        browser.click(".page-head button", "Delete").click("dialog button", "Delete");
        browser.see(".notice.bad", "by_hand is not deleted: 7 stored runs name by_hand: it stays listed with them");
        database(
                "delete from backtest_outcome where id = -1",
                "delete from backtest_setup where strategy = 'by_hand@1'");
        browser.click(".page-head button", "Delete").click("dialog button", "Delete");
        browser.see(".toast", "by_hand is deleted");
        browser.see("main h1", "Strategies");
        browser.see("tbody", "turtle_trading");
        assertThat(browser.all("a[href='/strategies/by_hand']")).isEmpty();
    }

    @Test
    void a_strategy_is_checked_and_back_tested_on_a_stored_market_with_values_to_try() throws Exception {
        HttpResponse<String> answer = server.process().post("v1/backtest", """
                        {"strategy": "turtle_trading", "params": {%s, "entry_bars": 40}}""".formatted(ConsoleServer.MARKET));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        int trades = dev.quarry.platform.json.Json.MAPPER
                .readTree(answer.body())
                .at("/stats/trades")
                .asInt();
        assertThat(trades).isPositive();
        browser.go("/strategies/turtle_trading").type("[aria-label='Try entry_bars']", "1");
        browser.see("#f-start_ts");
        browser.type("#f-start_ts", "2014-01-01T00:00:00Z").type("#f-end_ts", "2014-03-31T23:30:00Z");
        browser.click("q-strategy-try button", "Check on this market");
        browser.see("q-strategy-try .notice.bad", "params.entry_bars");

        browser.type("[aria-label='Try entry_bars']", "40");
        browser.run("const one = document.querySelector('#f-grid'); one.value = 'quick';"
                + " one.dispatchEvent(new Event('change'))");
        browser.click("q-strategy-try button", "Check on this market");
        browser.see("[data-checked] tr", "long.enter");
        browser.see("[data-checked] .tile", "Combinations 24");
        browser.see("[data-checked] .facts", "stop");
        browser.shoot("strategy-check");
        assertThat(browser.barriers()).isEmpty();

        browser.click("q-strategy-try button", "Back-test");
        browser.see("q-strategy-try .tile", "Trades " + trades + " ");
        browser.see("q-strategy-try .uplot canvas");
        browser.shoot("strategy-test");
        assertThat(browser.all("q-strategy-try .uplot")).hasSize(4);
        assertThat(browser.barriers()).isEmpty();
        browser.colours("dark").shoot("strategy-test-dark");
    }

    @Test
    void a_strategy_of_ones_own_is_searched_from_its_page_and_its_runs_bear_its_name_and_its_lines() throws Exception {
        HttpResponse<String> stored = server.process().send("PUT", "v1/strategies/channel", """
                {"parameters": {"n": {"type": "integer", "default": 20, "minimum": 2, "maximum": 500},
                                "level": {"type": "number", "default": 50, "minimum": 0, "maximum": 100}},
                 "series": {"top": "highest(high, n)[1]", "bottom": "lowest(low, n)[1]", "strength": "rsi(close, 14)",
                            "rise": "close > top"},
                 "long": {"enter": "rise and strength > level", "exit": "close < bottom"},
                 "grids": {"wide": {"n": [10, 20, 30, 40], "level": [40, 50]}, "quick": {"n": [10, 20, 40], "level": [50, 60]}}}""");
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        browser.go("/strategies/channel").click(".page-head a", "Discover");
        browser.see("main h1", "Discovery");
        browser.until("document.querySelector('#f-strategy')?.value === 'channel'");
        assertThat(browser.run("return document.querySelector('#grid').value")).isEqualTo("quick");
        browser.see("main .chip", "n 10, 20, 40");
        assertThat(browser.all("#preset")).as("presets of another strategy").isEmpty();
        browser.text("aside .big", "6"::equals);
        choose("#base-name", "level");
        browser.until("document.querySelector('#base-value').placeholder === '50 (0 to 100)'");
        browser.shoot("search-strategy");
        assertThat(browser.barriers()).isEmpty();
        browser.type("#f-start_ts", "2014-01-01T00:00:00Z").type("#f-end_ts", "2014-03-31T23:30:00Z");
        browser.click("aside button.primary").see("main", "Every run");
        browser.see("main .sub", "with channel@1");

        browser.go("/research").see("tbody a[href='/strategies/rsi_bands']");
        assertThat(browser.all("tbody a[href^='/strategies/channel']")).isEmpty();
        choose("#strategy", "channel");
        browser.see("tbody tr", "channel@1");
        browser.gone("tbody a[href='/strategies/rsi_bands']");
        browser.see(".pair option[value=level]");
        choose("#parameter", "n");
        browser.until("document.querySelector('#parameter-value').placeholder === '2 to 500'");
        browser.type("#parameter-value", "10").see("main .chip", "n 10 ×");
        browser.see("main", "2 match");
        browser.shoot("runs-strategy");
        assertThat(browser.barriers()).isEmpty();
        choose("#strategy", "*");
        browser.until("location.search === '?strategy=*'");

        browser.go("/research?strategy=channel@1").click("tbody a.mono");
        browser.see("main .sub", "channel@1 on BTC/USD");
        browser.see("[data-pane='price'] canvas");
        browser.see("[data-pane='pane strength'] canvas");
        browser.see("[data-pane='pane conditions'] canvas");
        browser.shoot("run-strategy");
        assertThat(browser.barriers()).isEmpty();
        browser.click("[aria-label='Lines of the strategy'] button", "strength").gone("[data-pane='pane strength']");
        browser.click("main .sub a", "channel").see("main h1", "channel");
        assertThat(browser.address()).isEqualTo("/strategies/channel?version=1");

        browser.go("/leaderboard?strategy=channel").click(".page-head button", "Refresh");
        browser.see("main .sub", "with channel");
        browser.go("/patterns?strategy=channel")
                .click(".page-head button", "Refresh")
                .see("main .sub", "with channel");
        long searched = server.await(server.post("v1/optimize", """
                {%s, "strategy": "channel", "grid": "wide", "metric": "total_return", "min_trades": 1}""".formatted(ConsoleServer.MARKET)));
        browser.go("/research/optimisations/" + searched).see("canvas.map");
        browser.see("main .sub", "channel@1 on BTC/USD");
        browser.click("tbody a").see("[data-pane='pane strength'] canvas");
        browser.see("main .sub", "channel@1 on BTC/USD");
        browser.size(390, 844).shoot("run-strategy-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.size(1280, 900).colours("dark").shoot("run-strategy-dark");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void choose(String select, String value) {
        browser.see(select + " option[value='" + value + "']");
        browser.run(
                "const one = document.querySelector(arguments[0]); one.value = arguments[1];"
                        + " one.dispatchEvent(new Event('change'))",
                select,
                value);
    }

    private static void database(String... statements) {
        try (Connection connection =
                DriverManager.getConnection(server.process().databaseUrl())) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_cell_of_the_heat_map_leads_to_the_run_in_charts() {
        browser.go("/research/optimisations/" + server.optimisation()).see("canvas.map");
        browser.until("document.querySelector('#metric')?.value === 'total_return'");
        browser.run("const s = document.querySelector('#metric'); s.value = 'max_drawdown';"
                + " s.dispatchEvent(new Event('change'))");
        browser.until("location.search.includes('metric=max_drawdown')");
        browser.until("document.querySelector('q-heat-map')?.surface.metric === 'max_drawdown'");

        browser.see("canvas.map").click();

        browser.see("main h1", "Combination");
        assertThat(browser.address()).contains("/combinations/");
        browser.see("[data-charts] .uplot canvas");
        assertThat(browser.all("[data-charts] .uplot")).hasSize(6);
        browser.see("main", "Trades");
    }

    @Test
    void a_cross_validation_shows_its_paths_and_splits_and_a_perturbed_run_what_became_of_it() throws Exception {
        long validated = server.await(server.post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1, "validation_mode": "cpcv", "cpcv": {"groups": 4},
                 "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 66, 68], "stop_pct": [1, 2]}}""".formatted(ConsoleServer.MARKET)));

        browser.go("/research/optimisations/" + validated).see("main h1", "Cross-validation");
        browser.see("main", "the median of 3 paths");
        assertThat(browser.all("main svg circle")).hasSize(3);
        assertThat(browser.all("tbody.two")).hasSize(6);

        long perturbed =
                server.await(server.post("v1/jobs/" + server.optimisation() + "/assess?row=1&perturb=true", ""));
        browser.go("/jobs/" + perturbed).see("main", "In another order its");
        browser.see("main", "markets put together from stretches of its own");
    }

    /** The copied lines are run as they are, by the package of the checkout. */
    @Test
    void what_is_shown_is_saved_as_tables_and_copied_as_lines_of_python_that_run() throws Exception {
        String optimisation = "/research/optimisations/" + server.optimisation();
        browser.go(optimisation).see("canvas.map");
        Path surface = browser.download(() -> browser.click("button[aria-label='Save surface as Parquet']", "Parquet"));
        Path rows = browser.download(() -> browser.click("button[aria-label='Save rows as CSV']", "CSV"));
        browser.go("/patterns").see("main", "confidence");
        Path rules = browser.download(() -> browser.click("button[aria-label='Save what is shown as CSV']", "CSV"));
        browser.go("/leaderboard").see("main", "History");
        Path board = browser.download(() -> {
            browser.click("button[aria-label='Save the leaderboard as CSV']", "CSV");
            browser.see("dialog h1", "likely luck");
            browser.click("dialog button.primary");
        });

        assertThat(Files.readAllBytes(surface)).startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readAllLines(rows).get(0)).contains("total_return");
        assertThat(Files.readAllLines(rules).get(0)).contains("confidence");
        assertThat(Files.readAllLines(board).get(0)).contains("metrics_total_return");

        String job = copied("/jobs/" + server.optimisation());
        String hash = server.get("v1/discovery/runs?limit=1")
                .at("/runs/0/params_hash")
                .asString();
        String run = copied("/research/runs/" + hash);
        assertThat(python(job + "print(job.state['job_type'], job.status)")).contains("optimize succeeded");
        assertThat(python(run + "print(run['params_hash'])")).contains(hash);
    }

    private static String copied(String page) {
        browser.go(page).see("button", "Copy as Python");
        browser.run("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }");
        browser.click("button", "Copy as Python");
        return (String) browser.until("window.copied");
    }

    private static String python(String lines) throws IOException, InterruptedException {
        Path python3 = Path.of("/usr/bin/python3");
        DebianPackages.need("--no-install-recommends python3", () -> Files.isExecutable(python3));
        ProcessBuilder builder = new ProcessBuilder(python3.toString(), "-c", lines).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", "clients/python/src");
        Process python = builder.start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void the_heat_map_is_walked_by_keys() {
        browser.go("/research/optimisations/" + server.optimisation()).see("canvas.map");
        String before = browser.text("#heat-cell", any -> true);
        browser.see("canvas.map").sendKeys(org.openqa.selenium.Keys.ARROW_RIGHT);
        browser.see("canvas.map").sendKeys(org.openqa.selenium.Keys.ARROW_DOWN);
        browser.text("#heat-cell", text -> !text.equals(before));
        browser.see("canvas.map").sendKeys(org.openqa.selenium.Keys.ENTER);
        browser.see("main h1", "Combination");
    }

    @Test
    void a_lane_is_paused_and_resumed_and_problems_say_so() {
        browser.go("/").click("#lanes tbody tr:nth-child(3) button", "Pause");
        browser.click("dialog button", "Pause");
        browser.see("#lanes tbody tr:nth-child(3)", "paused");
        browser.go("/problems").see("main", "Lane light is paused");
        browser.go("/").click("#lanes tbody tr:nth-child(3) button", "Resume");
        browser.see(".toast", "served again");
    }

    @Test
    void a_schedule_whose_last_fire_brought_no_job_says_why_and_is_reported_among_the_problems() throws Exception {
        HttpResponse<String> made = server.process().send("PUT", "v1/schedules/unlucky", """
                {"job_type": "patterns_refresh", "cron": "0 0 1 1 *", "payload": {}}""");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        try (Connection connection =
                DriverManager.getConnection(server.process().databaseUrl())) {
            // What a fire does when its job is refused; the next full minute would be a long wait.
            connection
                    .createStatement()
                    .execute("update schedule set last_error = 'symbol is required' where name = 'unlucky'");
        }

        browser.go("/schedules").see("main tbody tr .bad", "symbol is required");
        browser.go("/problems").see(".problem", "Schedule unlucky could not enqueue its job");
        browser.see(".problem", "symbol is required");

        assertThat(server.process().send("DELETE", "v1/schedules/unlucky", "").statusCode())
                .isLessThan(300);
    }

    @Test
    void a_failure_is_found_explained_and_replayed() throws IOException, InterruptedException {
        long job = server.post("v1/discover", """
                {"exchange": "sample", "symbol": "NO/SUCH", "timeframe": "30m", "start_ts": "2014-01-01T00:00:00Z",
                 "end_ts": "2014-01-31T00:00:00Z", "grid": "QUICK"}""");
        browser.go("/problems").see(".problem", "failed in the last hour");
        browser.click(".problem a", "Newest of them");
        browser.see("main h1", Long.toString(job));
        browser.see(".error-text", "No OHLCV data");

        browser.click(".page-head button", "Retry");

        browser.see(".toast", "Sent again");
        server.awaitAttempts(job, 2);
        browser.until("document.querySelectorAll('.timeline .s-failed').length === 2");
        browser.go("/jobs?status=failed&text=NO/SUCH")
                .click("[data-bulk=delete]")
                .click("dialog button", "Delete 1");
        browser.see(".toast", "deleted");
    }

    @Test
    void unknown_addresses_of_the_api_stay_problem_details() throws IOException, InterruptedException {
        HttpResponse<String> answer = server.process().get("nothing/here");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
    }

    private static String filled(String path) throws IOException, InterruptedException {
        var runs = server.get("v1/discovery/runs?limit=2").at("/runs");
        String filled = path;
        for (Map.Entry<String, Object> one : Map.<String, Object>of(
                        "{discovery}", server.discovery(),
                        "{optimisation}", server.optimisation(),
                        "{run}", runs.at("/0/params_hash").asString(),
                        "{other}", runs.at("/1/params_hash").asString())
                .entrySet()) {
            filled = filled.replace(one.getKey(), one.getValue().toString());
        }
        return filled;
    }

    @Test
    void the_explorer_shows_every_route_of_the_contract_and_sends_a_request() throws IOException, InterruptedException {
        long operations = 0;
        for (JsonNode path : server.get("openapi").path("paths")) {
            operations += path.propertyNames().stream()
                    .filter(List.of("get", "put", "post", "patch", "delete")::contains)
                    .count();
        }
        browser.go("/").click(".foot a", "REST API");
        browser.see(".opblock-summary-path", "/v1/queues");
        assertThat(browser.all(".opblock")).hasSize((int) operations);

        String route = "#operations-queues-getQueues ";
        browser.click(route + ".opblock-summary-control")
                .click(route + ".try-out__btn")
                .click(route + ".execute");

        browser.see(route + ".live-responses-table .response-col_status", "200");
        browser.see(route + ".live-responses-table .response-col_description", "\"lanes\"");
        browser.shoot("explorer");
    }
}
