package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.engine.Golden;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.Select;
import tools.jackson.databind.JsonNode;

/**
 * Files of many kinds, by the hands of a person: chosen, looked at, imported. They stand in the shared folder with what is right
 * and are tried where it is present; {@code PriceFileCasesIT} holds the bars to the last digit.
 */
class ConsoleUploadIT {

    private static final List<String> TAKEN = List.of(
            "index-unnamed",
            "yahoo-3lines",
            "hour-0930",
            "vol-none-zero",
            "mt4",
            "date-time",
            "duka-gmt",
            "investing",
            "comma",
            "stooq",
            "histdata",
            "ns-polygon",
            "zip-stored",
            "gzip",
            "cdd-2020",
            "bin-header",
            "ny-zone");
    private static final List<String> REFUSED = List.of("two-symbols", "xlsx", "html");

    private static Browser browser;
    private static Path folder;
    private static final Map<String, JsonNode> CASES = new HashMap<>();

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        Path shared = Golden.sharedFolder("cases");
        assumeTrue(shared != null, "the shared folder of cases is not here");
        folder = shared.toRealPath(); // a browser takes no others
        Json.MAPPER
                .readTree(Files.readString(folder.resolve("manifest.json")))
                .get("cases")
                .forEach(one -> CASES.put(one.get("id").asString(), one));
        browser = Browser.open(ConsoleServer.shared().process().base());
        browser.size(1280, 900).colours("light").go("/prices");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void files_of_many_kinds_are_shown_as_they_would_be_read_imported_and_counted() {
        for (String id : TAKEN) {
            choose(id);
            String bars = browser.text("q-price-upload .preview .notice.good", text -> counts(id)
                            .anyMatch(count -> text.startsWith(count + " bars of ")))
                    .split(" ")[0];
            if (id.equals("investing")) {
                browser.shoot("prices-upload");
            }
            browser.click("q-price-upload form button.primary");

            browser.see("q-price-upload [role=status]", bars + " bars stored");
            browser.see("tbody tr:has(a[href*='" + id + "'])", bars);
        }
        for (String id : REFUSED) {
            choose(id);
            String refusal = browser.text("q-price-upload .preview .notice.bad", any -> true)
                    .toLowerCase(Locale.ROOT);

            CASES.get(id).at("/expect/say").forEach(words -> assertThat(refusal)
                    .containsAnyOf(StreamSupport.stream(words.spliterator(), false)
                            .map(word -> word.asString().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new)));
        }
        browser.shoot("prices-upload-refused");
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    private static void choose(String id) {
        JsonNode form = CASES.get(id).get("form");
        browser.see("#price-file")
                .sendKeys(folder.resolve(CASES.get(id).get("file").asString()).toString());
        browser.type("#f-symbol", id);
        for (String name : List.of("format", "time_zone")) {
            if (form.has(name)) {
                browser.type("#f-" + name, form.get(name).asString());
            }
        }
        for (String name : List.of("timeframe", "missing_volume")) {
            if (form.has(name)) {
                new Select(browser.see("#f-" + name))
                        .selectByValue(form.get(name).asString());
            }
        }
    }

    /** As many bars as are right, as a person reads them. */
    private static Stream<String> counts(String id) {
        JsonNode one = CASES.get(id);
        return Stream.concat(
                Stream.of(one.path("expect")),
                StreamSupport.stream(one.path("expect_any").spliterator(), false))
                .filter(expected -> expected.has("bars"))
                .map(expected ->
                        String.format(Locale.US, "%,d", expected.get("bars").asInt()))
                .collect(Collectors.toSet())
                .stream();
    }
}
