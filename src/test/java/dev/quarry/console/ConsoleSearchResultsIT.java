package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a finished search says, in pictures. */
class ConsoleSearchResultsIT extends ConsoleBrowsing {

    @Test
    void a_grid_search_tells_which_parameters_matter_and_shows_its_rows_in_parallel_and_on_a_front() {
        String path = "/research/optimisations/" + server.optimisation();
        browser.go(path).see(".importance li");
        assertThat(browser.all(".importance li")).hasSize(3);
        Number together = (Number) browser.run(
                "return [...document.querySelectorAll('.importance meter')].reduce((sum, one) => sum + one.value, 0)");
        assertThat(together.doubleValue()).isBetween(0.01, 1.000001);

        long rows = (Long)
                browser.run("return document.querySelector('q-optimisation').job.value.result.results.records.length");
        assertThat(browser.all(".parallel polyline")).hasSize((int) rows);
        assertThat(browser.all(".pareto circle.front")).isNotEmpty();
        browser.shoot("search-results");
        assertThat(browser.barriers()).isEmpty();
        browser.colours("dark").go(path).see(".importance li");
        browser.shoot("search-results-dark");
        assertThat(browser.barriers()).isEmpty();
        browser.size(390, 844).colours("light").go(path).see(".importance li");
        browser.shoot("search-results-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);

        browser.run("document.querySelector('.pareto circle.front').dispatchEvent(new MouseEvent('click'))");
        browser.see("main h1", "Combination");
    }

    @Test
    void a_walk_forward_has_its_test_windows_joined_up_to_what_its_tile_says() throws Exception {
        long walked = server.await(server.post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1, "validation_mode": "walk_forward",
                 "walk_forward": {"train_days": 30, "test_days": 10},
                 "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 68], "stop_pct": [1, 2]}}""".formatted(ConsoleServer.MARKET)));

        browser.go("/research/optimisations/" + walked).see("[data-joined] .uplot canvas");
        double end = ((Number) browser.run("return document.querySelector('q-optimisation').curve.data[1].at(-1)"))
                .doubleValue();
        double told = server.get("v1/jobs/" + walked)
                .at("/result/out_of_sample/total_return_pct")
                .asDouble();
        assertThat(end).isCloseTo(told, org.assertj.core.api.Assertions.within(0.01));
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void spreads_and_paths_stand_on_an_axis_with_round_values() throws Exception {
        browser.go("/research").see(".axis-marks span");
        assertThat(browser.all(".axis-marks span")).hasSizeBetween(3, 11);

        long validated = server.await(server.post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1, "validation_mode": "cpcv", "cpcv": {"groups": 4},
                 "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 66, 68], "stop_pct": [1, 2]}}""".formatted(ConsoleServer.MARKET)));
        browser.go("/research/optimisations/" + validated).see(".paths text");
        assertThat(browser.all(".paths circle")).hasSize(3);
        assertThat(browser.all(".paths text")).hasSizeGreaterThan(2);
        assertThat(browser.all(".paths .median")).hasSize(1);
        assertThat(browser.barriers()).isEmpty();
    }
}
