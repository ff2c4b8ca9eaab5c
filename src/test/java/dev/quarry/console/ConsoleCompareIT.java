package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs side by side. */
class ConsoleCompareIT extends ConsoleBrowsing {

    @Test
    void runs_ticked_in_several_lists_are_compared_with_their_curves_and_verdicts() {
        browser.go("/research?order=asc").see("q-pick input");
        browser.run("sessionStorage.clear()");
        browser.go("/research?order=asc").see("q-pick input");
        tick(0);
        tick(1);
        browser.see(".page-head a", "Compare 2");
        browser.go("/leaderboard").see("q-pick input");
        tick(0);
        browser.see(".page-head a", "Compare 3");
        browser.go("/leaderboard/recommendations?profile=aggressive").see("q-pick input");
        browser.go("/presets").see("q-pick input");
        browser.click(".page-head a", "Compare 3");

        browser.see("section[aria-label=Verdicts] tbody tr");
        assertThat(browser.all("section[aria-label=Verdicts] tbody tr")).hasSize(3);
        browser.see("section[aria-label=Verdicts] .verdict-badge");
        browser.see("[data-compared] .uplot canvas");
        assertThat(browser.all("[data-compared] .uplot")).hasSize(2);
        assertThat(browser.see("section[aria-label='Parameters that differ'] tbody")
                        .getText())
                .contains("rsi_min");
        assertThat(browser.all("section[aria-label=Figures] tbody tr:first-child td"))
                .hasSize(4);

        browser.click("section[aria-label=Verdicts] button[aria-label^='Leave out']");
        browser.until("document.querySelectorAll('section[aria-label=Verdicts] tbody tr').length === 2");
        browser.run("sessionStorage.clear()");
    }

    private static void tick(int k) {
        browser.until("document.querySelectorAll('q-pick input').length > arguments[0]", k);
        browser.run("document.querySelectorAll('q-pick input')[arguments[0]].click()", k);
    }

    @Test
    void ten_are_compared_at_once_at_any_width_and_an_eleventh_is_not_taken() throws Exception {
        List<String> hashes = new ArrayList<>();
        for (JsonNode run :
                server.get("v1/discovery/runs?limit=11&sort=num_trades").path("runs")) {
            hashes.add(run.path("params_hash").asString());
        }
        assertThat(hashes).hasSize(11);
        String path = "/leaderboard/compare?runs=" + String.join(",", hashes);
        for (int width : new int[] {390, 1280, 1920, 2560}) {
            browser.size(width, 900).go(path).see("[data-compared] .uplot canvas");
            assertThat(browser.all("section[aria-label=Verdicts] tbody tr")).hasSize(10);
            assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                    .as("wider than %d", width)
                    .isEqualTo(0L);
            browser.shoot("compare-ten-" + width);
        }
        assertThat(browser.barriers()).isEmpty();
        browser.size(1280, 900).colours("dark").go(path).see("[data-compared] .uplot canvas");
        assertThat(browser.barriers()).isEmpty();
        browser.shoot("compare-ten-dark");
    }

    @Test
    void the_curves_end_where_the_figures_say_and_what_is_no_run_is_named() throws Exception {
        String best = server.get("v1/discovery/runs?limit=1")
                .at("/runs/0/params_hash")
                .asString();
        String worst = server.get("v1/discovery/runs?limit=1&order=asc")
                .at("/runs/0/params_hash")
                .asString();
        browser.go("/leaderboard/compare?runs=" + best + "," + worst + ",00000000000000ab")
                .see("[data-compared] .uplot canvas");

        browser.see(".notice", "00000000000000ab");
        Number difference = (Number) browser.run("""
                const page = document.querySelector("q-compare"), { equity } = page.curves.value;
                const runs = page.runs.value.filter((run) => run.metrics);
                const ends = runs.map((run, k) => equity[k].filter((one) => one !== null).at(-1) - run.metrics.total_return);
                return Math.max(...ends.map(Math.abs));""");
        assertThat(difference.doubleValue())
                .as(
                        "percent between the last day's equity and the total return; an open trade is valued in the one only")
                .isLessThan(2);
    }
}
