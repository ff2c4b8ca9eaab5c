package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.platform.DebianPackages;
import dev.quarry.platform.json.Json;
import dev.quarry.series.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Somebody who was given nothing but the address of an empty server, a file of prices and the README. */
@TestMethodOrder(OrderAnnotation.class)
class NewcomerIT {

    private static QuarryProcess server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = QuarryProcess.serve(QuarryProcess.emptyDirectory("newcomer").resolve("data"))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void from_the_first_page_by_links_alone_to_a_strategy_and_how_far_to_trust_it() throws IOException {
        try (Browser browser = Browser.open(server.base())) {
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
            assertThat(browser.all("[data-charts] .uplot")).hasSize(6);
            browser.see("main", "Deflated Sharpe ratio");
            browser.see("main", "Among all that its discovery tested");
            browser.shoot("newcomer-run");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void the_session_of_the_readme_as_it_stands_answers_with_each_result() throws IOException, InterruptedException {
        assertThat(Json.MAPPER.readTree(server.get("v1/leaderboard").body()).at("/payload/strategies"))
                .as("nothing was ranked before")
                .isEmpty();

        List<JsonNode> answers = session().lines().map(Json.MAPPER::readTree).toList();

        assertThat(answers).hasSize(5);
        JsonNode ingested = answers.get(0);
        assertThat(ingested.path("status").asString()).isEqualTo("succeeded");
        assertThat(ingested.at("/result/rows_returned").asInt()).isEqualTo(9399);
        JsonNode discovered = answers.get(1);
        assertThat(discovered.path("status").asString()).isEqualTo("succeeded");
        assertThat(discovered.at("/result/summary/total_tested").asInt()).isEqualTo(7200);
        assertThat(discovered.at("/result/summary/winners_found").asInt()).isPositive();
        assertThat(answers.get(2).path("runs")).isNotEmpty();
        assertThat(answers.get(3).path("status").asString()).isEqualTo("succeeded");
        assertThat(answers.get(4).at("/payload/strategies")).isNotEmpty();
    }

    /** What README's lines print, with the address of this server. */
    private static String session() throws IOException, InterruptedException {
        DebianPackages.need("curl", () -> Files.isExecutable(Path.of("/usr/bin/curl")));
        Matcher block = Pattern.compile("## One session\n+```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).as("README has a session").isTrue();
        assertThat(block.group(1)).contains("http://localhost:8080/v1");
        Path folder = QuarryProcess.emptyDirectory("session");
        Path lines = Files.writeString(
                folder.resolve("session.sh"),
                block.group(1).replace("http://localhost:8080/", server.base().toString()));
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        Process shell = new ProcessBuilder("sh", "-eu", lines.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = shell.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        assertThat(ended && shell.exitValue() == 0)
                .as("%s%n%s", Files.readString(errors), Files.readString(output))
                .isTrue();
        return Files.readString(output);
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
