package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How far results may be trusted, where the console shows them. */
class ConsoleVerdictsIT extends ConsoleBrowsing {

    @Test
    void a_cell_that_loses_looks_like_a_loss_and_the_best_of_losses_is_no_plateau() throws Exception {
        long losing = server.await(server.post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1,
                 "base_params": {"trade_direction": "Both", "commission": 0.02},
                 "param_grid": {"rsi_min": [64, 66, 68, 70], "stop_pct": [1, 1.5, 2, 2.5]}}""".formatted(ConsoleServer.MARKET)));

        browser.go("/research/optimisations/" + losing + "?x=rsi_min&y=stop_pct&figure=mean")
                .see("canvas.map");
        browser.see(".ramp", "No plateau");

        assertThat(browser.see("#heat-cell").getText()).contains("mean -").doesNotContain("on the plateau");
        assertThat(reddest()).as("red outweighs blue in every cell").isTrue();
        browser.see("main", "even the best earns nothing");
        browser.shoot("optimisation-losing");

        browser.go("/research/optimisations/" + server.optimisation()
                        + "?x=rsi_min&y=stop_pct&figure=best&metric=profit_factor")
                .see(".ramp", "break-even, 1.00");
    }

    /** Whether each cell of the map has a colour of the losing side. */
    private static boolean reddest() {
        return (Boolean) browser.run("""
                const canvas = document.querySelector("canvas.map"), map = document.querySelector("q-heat-map");
                return map.values.flat().every((value) => {
                  const [red, , blue] = map.colours.rgb(map.colours.part(value));
                  return value < 0 && red > blue;
                }) && canvas.width > 0;""");
    }

    @Test
    void recommended_winners_that_nobody_assessed_are_assessed_by_one_press() throws Exception {
        server.await(server.post("v1/discover", """
                {%s, "base_params": {"trade_direction": "Both", "commission": 0.0005},
                 "param_grid": {"rsi_min": [70, 72, 74], "rsi_ma_min": [60, 64, 68],
                                "entry_band_mode": ["Either", "BB"], "stop_pct": [1, 3]}}""".formatted(ConsoleServer.MARKET)));
        int open = withoutVerdict();
        assertThat(open).isPositive();

        browser.go("/leaderboard/recommendations?profile=aggressive").see(".not-assessed button", "Assess");
        browser.shoot("recommendations-not-assessed");
        browser.click("section[aria-label=Recommended] header button", "Assess");
        browser.gone(".not-assessed");

        assertThat(withoutVerdict()).isZero();
        assertThat(browser.all("tbody .verdict-badge")).hasSizeGreaterThanOrEqualTo(open);
        browser.go("/leaderboard/recommendations?profile=aggressive").see("tbody .verdict-badge");
        assertThat(browser.all(".not-assessed")).isEmpty();
    }

    private static int withoutVerdict() throws IOException, InterruptedException {
        int open = 0;
        for (JsonNode one : server.get("v1/leaderboard/recommendations?profile=aggressive&limit=10")
                .path("strategies")) {
            open += one.path("verdict").isNull() ? 1 : 0;
        }
        return open;
    }

    @Test
    void a_walk_forwards_profit_factor_is_that_of_its_middle_window_whatever_one_window_was() throws Exception {
        long walked = server.await(server.post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1, "validation_mode": "walk_forward",
                 "walk_forward": {"train_days": 30, "test_days": 10},
                 "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 68], "stop_pct": [1, 2]}}""".formatted(ConsoleServer.MARKET)));

        browser.go("/research/optimisations/" + walked).see(".tile", "Profit factor");
        browser.run("""
                const page = document.querySelector("q-optimisation");
                const { results, summary } = page.job.value.result;
                const factors = [0.5, 127, 0.9];
                results.records = factors.map((one) => ({ ...results.records[0], status: "ok", test_trades: 3,
                  test_profit_factor: one }));
                results.extras = factors.map(() => ({}));
                summary.oos_avg_profit_factor = 42.8;
                page.requestUpdate();""");

        String tile = browser.see(".tile", "0.90").getText();
        assertThat(tile).contains("Profit factor", "median of the test windows");
        assertThat(browser.see(".tiles").getText()).doesNotContain("42.8");
    }

    @Test
    void a_ratio_over_next_to_nothing_is_told_as_such_and_wins_no_comparison() throws Exception {
        server.await(server.post("v1/discover", """
                {%s, "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [78, 82, 84], "rsi_ma_min": [60], "stop_pct": [0.5]}}""".formatted(ConsoleServer.MARKET)));
        JsonNode worst = server.get("v1/discovery/runs?sort=sortino_ratio&order=asc&limit=1")
                .at("/runs/0");
        JsonNode other =
                server.get("v1/discovery/runs?sort=total_return&limit=1").at("/runs/0");
        assertThat(worst.at("/metrics/sortino_ratio").asDouble())
                .as("what shall be told differently")
                .isLessThan(-100);

        browser.go("/leaderboard/compare?a=" + other.path("params_hash").asString() + "&b="
                + worst.path("params_hash").asString());
        List<String> sortino = browser
                .see("section[aria-label=Figures] tbody tr", "Sortino")
                .findElements(org.openqa.selenium.By.cssSelector("td"))
                .stream()
                .map(cell -> cell.getText())
                .toList();

        assertThat(sortino).hasSize(3).endsWith("< -100");
    }

    @Test
    void runs_are_filtered_by_their_verdict_and_whoever_saves_likely_luck_is_told() throws Exception {
        String judged = server.get("v1/leaderboard")
                .at("/payload/strategies/0/params_hash")
                .asString();
        String outcome =
                server.get("v1/discovery/runs/" + judged).path("verdict").asString();

        browser.go("/research?verdict=" + outcome).see("tbody .verdict-badge");
        assertThat(browser.all("tbody tr a.mono")).anyMatch(link -> judged.startsWith(link.getText()));
        assertThat(browser.all("tbody tr")).hasSameSizeAs(browser.all("tbody .verdict-badge"));
        browser.see("section[aria-label=Runs] header", browser.all("tbody tr").size() + " match");

        String other = outcome.equals("holds_up") ? "no_edge" : "holds_up";
        browser.run(
                "const s = document.querySelector('#verdict'); s.value = arguments[0];"
                        + " s.dispatchEvent(new Event('change'))",
                other);
        browser.until("location.search.includes(arguments[0])", other);
        browser.see("main", "No run matches");

        int doubted = 0;
        for (JsonNode one : server.get("v1/leaderboard").at("/payload/strategies")) {
            doubted += List.of("likely_luck", "no_edge")
                            .contains(one.path("verdict").asString(""))
                    ? 1
                    : 0;
        }
        assertThat(doubted).isGreaterThan(1);
        browser.go("/leaderboard").see("tbody .verdict-badge");
        browser.click("section[aria-label=Strategies] header button", "CSV");
        browser.see("dialog h1", " of them are likely luck");
        browser.see("dialog h1", Integer.toString(doubted));
        browser.click("dialog button", "Keep as it is");
        browser.gone("dialog");
    }

    @Test
    void the_table_of_runs_has_a_line_for_each_and_the_columns_that_were_chosen() {
        browser.size(1920, 900).go("/research").see("table.lines tbody tr");
        assertThat((Long) browser.run("return document.querySelector('table.lines tbody tr').offsetHeight"))
                .isLessThanOrEqualTo(40L);
        assertThat(browser.see("table.lines thead").getText()).doesNotContain("Sortino");

        browser.click("details.columns summary");
        browser.click("details.columns label", "Sortino");
        browser.see("table.lines thead", "Sortino");
        browser.go("/research").see("table.lines thead", "Sortino");
        assertThat(browser.barriers()).isEmpty();
        browser.shoot("runs-wide");
        browser.run("localStorage.clear()");
    }
}
