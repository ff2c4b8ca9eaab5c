package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The back-test page, by the hands of a person who looks for parameters. */
class ConsoleBacktestIT extends ConsoleBrowsing {

    private static final String SERIES = "/backtest?exchange=sample&symbol=BTC/USD&timeframe=30m";
    private static final String RANGE = "&start_ts=2014-01-01T00:00:00Z&end_ts=2014-03-31T23:30:00Z";

    @Test
    void a_slider_that_is_moved_shows_at_once_what_the_api_answers_for_that_value() throws Exception {
        browser.go(SERIES + RANGE + "&strategy=turtle_trading");
        browser.see("[data-charts] .uplot canvas");
        assertThat(shownTrades()).isEqualTo(trades("turtle_trading", ""));

        browser.run("""
                const slider = document.querySelector("[aria-label='entry_bars, slider']");
                for (const value of [25, 30, 35, 40]) {
                    slider.value = value;
                    slider.dispatchEvent(new Event("input"));
                }""");

        browser.until("location.search.includes('p.entry_bars=40')");
        String expected = trades("turtle_trading", ", \"entry_bars\": 40");
        browser.see("[data-tested]", " in ");
        assertThat(browser.text(tile("Trades"), text -> text.equals(expected)))
                .isNotEqualTo(trades("turtle_trading", ""));
    }

    @Test
    void the_address_holds_all_and_an_own_tab_shows_the_same_from_it() throws Exception {
        browser.go("/backtest");
        browser.see("[data-charts] .uplot canvas");
        assertThat(browser.address())
                .contains("exchange=sample", "symbol=BTC%2FUSD", "timeframe=30m", "start_ts=", "end_ts=");
        browser.go(SERIES + RANGE);
        browser.see("[data-charts] .uplot canvas");
        openSettings();
        browser.type("#p-stop_pct", "1.5").see(".slider[data-field='params.stop_pct'] .reset");
        browser.run("""
                const choice = document.querySelector("#p-trade_direction");
                choice.selectedIndex = [...choice.options].findIndex((one) => one.text === "Long");
                choice.dispatchEvent(new Event("change"));""");
        browser.until("location.search.includes('p.trade_direction=Long')");
        String expected = trades(null, ", \"stop_pct\": 1.5, \"trade_direction\": \"Long\", \"commission\": 0.001");
        browser.text(tile("Trades"), text -> text.equals(expected));

        browser.go(browser.address());

        browser.text(tile("Trades"), text -> text.equals(expected));
        assertThat(browser.run("return [document.querySelector('#p-stop_pct').value,"
                        + " document.querySelector('#p-trade_direction').value].join()"))
                .isEqualTo("1.5,Long");
    }

    @Test
    void wrong_values_are_answered_at_their_fields_and_what_was_tested_stays() {
        browser.go(SERIES + RANGE);
        browser.see("[data-charts] .uplot canvas");
        openSettings();

        browser.type("#p-stop_pct", "much");
        browser.see("[data-field='params.stop_pct'] .error", "number");
        browser.see("[data-refused]", "what was tested last");
        browser.see("[data-charts] .uplot canvas");
        browser.shoot("backtest-refused");
        assertThat(browser.barriers()).isEmpty();

        browser.click("[aria-label='Default of stop_pct']").gone("[data-refused]");
        browser.type("#f-start_ts", "2015-01-01T00:00:00Z").see("[data-refused]");
        browser.type("#f-start_ts", "last week").see("[data-field='start_ts'] .error");
    }

    @Test
    void a_run_a_preset_a_strategy_and_a_series_lead_to_it_with_what_they_are() throws Exception {
        JsonNode run = server.get("v1/discovery/runs?limit=1").at("/runs/0");
        String hash = run.get("params_hash").asString();
        browser.go("/research/runs/" + hash).click("a", "Open in back-test");
        browser.see("[data-charts] .uplot canvas");
        String trades = run.at("/metrics/num_trades").asString();
        browser.text(tile("Trades"), text -> text.equals(trades));

        browser.go("/presets").click("q-presets .presets summary").click("a[aria-label^='Back-test ']", "Back-test");
        browser.see("[data-charts] .uplot canvas");
        assertThat(browser.run("return document.querySelector('#f-preset').value"))
                .isNotEqualTo("");

        browser.go("/strategies/turtle_trading").click(".page-head a", "Back-test");
        browser.see("#p-entry_bars");
        assertThat(browser.address()).contains("strategy=turtle_trading");

        browser.go("/prices").click("td a", "Back-test");
        browser.see("[data-charts] .uplot canvas");
        assertThat(browser.address()).contains("exchange=sample", "end_ts=");
    }

    @Test
    void a_field_is_changed_by_keys_alone() {
        browser.go(SERIES + RANGE + "&strategy=turtle_trading");
        browser.see("[aria-label='entry_bars, slider']").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);

        browser.until("location.search.includes('p.entry_bars=22')");
        assertThat(browser.see("#p-entry_bars").getAttribute("value")).isEqualTo("22");
    }

    @Test
    void it_is_as_readable_in_the_dark_and_on_a_phone() {
        browser.colours("dark").size(1920, 1080).go(SERIES + RANGE).see("[data-charts] .uplot canvas");
        browser.shoot("backtest-dark");
        assertThat(browser.barriers()).isEmpty();

        browser.colours("light").size(390, 844).go(SERIES + RANGE).see("[data-charts] .uplot canvas");
        browser.shoot("backtest-phone");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        assertThat(browser.barriers()).isEmpty();
    }

    private static String shownTrades() {
        return browser.text(tile("Trades"), text -> !text.isBlank());
    }

    private static void openSettings() {
        browser.click(".desk-form summary", "Stops, size and costs").see("#p-stop_pct");
    }

    /** The value of the tile of that name. */
    private static String tile(String label) {
        return ".desk-result .tile[data-figure='" + label + "'] .value";
    }

    /** How many trades the API tells of it. */
    private static String trades(String strategy, String more) throws IOException, InterruptedException {
        String body = (strategy == null ? "{" : "{\"strategy\": \"" + strategy + "\", ") + "\"params\": {"
                + ConsoleServer.MARKET + more + "}}";
        return Json.MAPPER
                .readTree(server.process().post("v1/backtest", body).body())
                .at("/stats/trades")
                .asString();
    }
}
