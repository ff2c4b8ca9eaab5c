package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.series.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Somebody who was given nothing but the address of an empty server and a file of prices. */
class NewcomerIT {

    @Test
    void from_the_first_page_by_links_alone_to_a_strategy_and_how_far_to_trust_it()
            throws IOException, InterruptedException {
        try (QuarryProcess server = QuarryProcess.serve(
                                QuarryProcess.emptyDirectory("newcomer").resolve("data"))
                        .awaitReady();
                Browser browser = Browser.open(server.base())) {
            browser.go("/").click(".side nav a", "Prices");
            browser.see("#price-file").sendKeys(prices().toString());
            browser.until("document.querySelector('#f-symbol')?.value === 'BTC/USD'");
            browser.click("q-price-upload form button.primary");
            browser.see("q-price-upload", "9,399 bars stored");

            browser.click("q-price-upload a", "Start a discovery on them");
            browser.text("aside .big", text -> text.matches("[\\d,]+"));
            browser.click("aside button.primary");

            browser.see("main h1", "Discovery");
            browser.see("main", "How far to trust the best one");
            browser.see("main", "The best combination");
            browser.shoot("newcomer-job");

            browser.click("a.tile", "Every run");
            browser.see("main", "Spread of results");
            browser.click("tbody tr a.mono");
            browser.see("[data-charts] .uplot canvas");
            assertThat(browser.all("[data-charts] .uplot")).hasSize(5);
            browser.see("main", "Deflated Sharpe ratio");
            browser.see("main", "Among all that its discovery tested");
            browser.shoot("newcomer-run");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static Path prices() throws IOException {
        Bars bars = SamplePrices.load();
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < bars.size(); i++) {
            csv.append(bars.openTime()[i] / 1000)
                    .append(',')
                    .append(bars.open()[i])
                    .append(',')
                    .append(bars.high()[i])
                    .append(',')
                    .append(bars.low()[i])
                    .append(',')
                    .append(bars.close()[i])
                    .append(',')
                    .append(bars.volume()[i])
                    .append('\n');
        }
        return Files.writeString(QuarryProcess.emptyDirectory("newcomer-prices").resolve("BTCUSD-30m.csv"), csv);
    }
}
