package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A run's page as a tear sheet, by the hands of a person who wants to see why a trade was made and whether it holds. */
class TearSheetIT {

    private static final int BARS = 33_000;

    private static ConsoleServer server;
    private static Browser browser;
    private static String hash;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        server = ConsoleServer.shared();
        browser = Browser.open(server.process().base());
        hash = server.get("v1/discovery/runs?limit=1&sort=total_return")
                .at("/runs/0/params_hash")
                .asString();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void run() {
        browser.size(1280, 1000).colours("light").go("/research/runs/" + hash);
        browser.see("[data-pane='price'] canvas");
        browser.see("[data-pane='rolling'] canvas");
    }

    @AfterEach
    void no_page_fails_silently() {
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void its_months_are_those_of_the_report_and_its_figures_have_units() throws Exception {
        String report = server.process().get("v1/runs/" + hash + "/report").body();
        String table = report.substring(report.indexOf("<table class=\"months\">"));
        List<String> reported = cells(table.substring(0, table.indexOf("</table>")), "<td[^>]*>([^<]*)</td>");

        List<?> shown = (List<?>) browser.run("""
                return [...document.querySelectorAll(".months-heat td")]
                    .map((cell) => cell.textContent.trim().replace(/^\\+/, ""));""");

        assertThat(shown.stream()
                        .map(Object::toString)
                        .map(TearSheetIT::unsigned)
                        .toList())
                .isEqualTo(reported.stream().map(TearSheetIT::unsigned).toList());
        JsonNode stats = backtest().get("stats");
        assertThat(figure("Total return"))
                .contains(String.format(
                        Locale.ROOT,
                        "%.2f%%",
                        stats.get("total_equity_return_pct").asDouble()));
        assertThat(figure("Trades")).contains(stats.get("trades").asString());
        assertThat(report).contains(figure("Sharpe ratio").split("\n")[1].split(" ")[0]);
        browser.see(".trades-spread svg[aria-label*='percent of equity']");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void keys_go_from_trade_to_trade_and_each_is_told_with_its_net_result() throws Exception {
        JsonNode trades = Json.MAPPER.readTree(backtest().get("trades").asString());
        JsonNode first = trades.at("/data/0");
        browser.gone(".trade-tip:not([hidden])");

        press("n");

        String tip = browser.text(".trade-tip", text -> text.contains("trade 1"));
        assertThat(tip).contains(first.get(6).asString(), "Entry", "Exit", "Reason", "Net result", "%", "R");
        browser.run("document.querySelector('[data-pane=price]').scrollIntoView({block: 'center'})");
        browser.shoot("tear-sheet-trade");
        assertThat(browser.barriers()).isEmpty();
        press("n");
        browser.text(".trade-tip", text -> text.contains("trade 2"));
        press("p");
        browser.text(".trade-tip", text -> text.contains("trade 1"));
        press("Escape");
        browser.gone(".trade-tip:not([hidden])");
    }

    @Test
    void a_trade_that_is_pointed_at_is_told_about() {
        press("n");
        browser.text(".trade-tip", text -> text.contains("trade 1"));
        press("Escape");

        Object found = browser.run("""
                const over = document.querySelector("[data-pane='price'] .u-over");
                const box = over.getBoundingClientRect();
                for (let x = 4; x < box.width; x += 6) {
                    for (let y = 4; y < box.height; y += 6) {
                        over.dispatchEvent(new MouseEvent("mousemove",
                            { clientX: box.left + x, clientY: box.top + y, bubbles: true }));
                        if (document.querySelector("q-run-charts").tip) return true;
                    }
                }
                return false;""");

        assertThat(found).isEqualTo(true);
        browser.text(".trade-tip", text -> text.contains("Net result"));
    }

    @Test
    void the_cross_hair_is_at_one_time_in_all_panes_and_keys_wheel_and_fingers_zoom() {
        String whole = timeAt(0.25);
        assertThat(browser.run("""
                return [...new Set([...document.querySelectorAll("[data-charts] q-chart:not([data-pane='rolling'])")]
                    .map((chart) => chart.querySelector(".u-legend .u-value").textContent))]"""))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(whole);

        press("+");
        String byKey = moved(whole);
        press("0");
        browser.until("arguments[0] === (" + TIME_AT + ")(0.25)", whole);
        browser.run("""
                const over = document.querySelector("[data-pane='equity'] .u-over");
                const { left, width, top } = over.getBoundingClientRect();
                over.dispatchEvent(new WheelEvent("wheel",
                    { deltaY: -400, clientX: left + width / 2, clientY: top + 5, bubbles: true, cancelable: true }));""");
        String byWheel = moved(whole);
        press("0");
        browser.until("arguments[0] === (" + TIME_AT + ")(0.25)", whole);
        pinch();
        String byFingers = moved(whole);

        assertThat(Stream.of(byKey, byWheel, byFingers)).allMatch(time -> time.compareTo(whole) > 0);
    }

    @Test
    void the_wheel_scrolls_the_page_where_all_is_shown_and_a_drag_moves_what_is_zoomed() {
        assertThat(wheelIsTaken(400)).isEqualTo(false);
        assertThat(wheelIsTaken(-400)).isEqualTo(true);
        browser.until("!document.querySelector('q-run-charts [data-pane=price]').options.view.whole");
        String before = timeAt(0.5);

        browser.run("""
                const over = document.querySelector("[data-pane='price'] .u-over");
                const { left, width, top } = over.getBoundingClientRect();
                const fire = (type, x, on) => on.dispatchEvent(new MouseEvent(type,
                    { clientX: left + x, clientY: top + 20, button: 0, bubbles: true, cancelable: true }));
                fire("mousedown", 300, over);
                fire("mousemove", 200, over);
                fire("mouseup", 200, over);""");

        assertThat(moved(before, 0.5)).isGreaterThan(before);
    }

    @Test
    void the_scale_becomes_logarithmic_and_lines_are_put_away() {
        String plain = picture();
        browser.click("[aria-label='Scale and range'] button", "Log scale");
        browser.see("[aria-label='Scale and range'] [aria-pressed='true']", "Log scale");
        browser.until("document.querySelector(\"[data-pane='price'] canvas\")?.toDataURL() !== arguments[0]", plain);
        browser.shoot("tear-sheet-log");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void the_curves_of_compared_runs_share_cross_hair_and_range() throws Exception {
        String other = server.get("v1/discovery/runs?limit=2&sort=total_return")
                .at("/runs/1/params_hash")
                .asString();
        browser.go("/leaderboard/compare?runs=" + hash + "," + other);
        browser.until("document.querySelectorAll('[data-compared] canvas').length === 2");

        Object times = browser.until("""
                (() => {
                    const over = document.querySelector("[data-compared] .u-over");
                    const { left, width, top } = over.getBoundingClientRect();
                    over.dispatchEvent(new MouseEvent("mousemove",
                        { clientX: left + width / 2, clientY: top + 20, bubbles: true }));
                    over.dispatchEvent(new WheelEvent("wheel",
                        { deltaY: -50, clientX: left + width / 2, clientY: top + 20, bubbles: true, cancelable: true }));
                    const seen = [...document.querySelectorAll("[data-compared] q-chart")]
                        .map((one) => one.querySelector(".u-legend .u-value").textContent);
                    return seen.every((one) => one.startsWith("20")) && seen.join();
                })()""");

        assertThat(times.toString().split(","))
                .hasSize(2)
                .containsOnly(times.toString().split(",")[0]);
        assertThat(browser.run("return [...document.querySelectorAll('[data-compared] q-chart')]"
                        + ".every((one) => !one.options.view.whole)"))
                .isEqualTo(true);
    }

    @Test
    void on_a_phone_and_in_the_dark_it_is_as_readable() {
        browser.size(390, 844).colours("dark").go("/research/runs/" + hash).see("[data-pane='rolling'] canvas");
        browser.gone("main .skeleton");
        browser.shoot("tear-sheet-phone-dark");

        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        assertThat(browser.barriers()).isEmpty();
    }

    /** Processor time of the page's thread, since a frame may wait for others on a machine that is shared. */
    @Test
    void thirty_three_thousand_bars_with_seven_hundred_trades_take_less_than_a_frame_to_move() throws Exception {
        server.process().post("v1/prices/candles", """
                {"exchange": "walk", "symbol": "A/B", "timeframe": "1h", "bars": [%s]}""".formatted(walk()));
        try {
            browser.command("Performance.enable", Map.of("timeDomain", "threadTicks"));
            browser.go("/backtest?exchange=walk&symbol=A/B&timeframe=1h&start_ts=2015-01-01T00:00:00Z"
                    + "&end_ts=2019-01-01T00:00:00Z&strategy=rsi_2&p.extreme=10");
            browser.see("[data-tested]", " in ");
            browser.see("[data-pane='rolling'] canvas");
            long trades = Long.parseLong(browser.see(".desk-result .tile[data-figure='Trades'] .value")
                    .getText()
                    .replace(",", ""));
            assertThat(trades).isGreaterThan(700);
            StringBuilder figures = new StringBuilder();
            for (double part : new double[] {0.5, 0.1, 0.02}) {
                figures.append(pan(part, trades));
            }
            Files.writeString(Files.createDirectories(Path.of("target")).resolve("console-chart-figures.txt"), figures);
        } finally {
            server.process().send("DELETE", "v1/prices/series?exchange=walk&symbol=A/B&timeframe=1h", "");
        }
    }

    private static String pan(double part, long trades) {
        browser.run("document.querySelector(\"[aria-label='Scale and range'] button:last-child\").click()");
        browser.until("document.querySelector('[data-pane=price]').options.view.whole");
        browser.run("document.querySelector('[data-pane=price]').options.view.zoom(arguments[0])", part);
        double before = busy();
        List<?> times = (List<?>) browser
                .command(
                        "Runtime.evaluate",
                        Map.of("expression", "(" + PAN + ")()", "awaitPromise", true, "returnByValue", true))
                .values()
                .stream()
                .map(result -> ((Map<?, ?>) result).get("value"))
                .findFirst()
                .orElseThrow();
        double processor = (busy() - before) * 1000 / times.size();
        List<Double> sorted = times.stream()
                .map(time -> ((Number) time).doubleValue())
                .sorted()
                .toList();
        assertThat(processor)
                .as("milliseconds of a frame with %s of the bars", part)
                .isLessThan(16);
        return String.format(
                Locale.ROOT,
                "%d of %d bars shown, %d trades: %.1f ms of the page's thread a frame, %.1f ms from frame to frame (median of %d)%n",
                (int) (BARS * part),
                BARS,
                trades,
                processor,
                sorted.get(sorted.size() / 2),
                sorted.size());
    }

    /** Drags the prices to and fro by six pixels a frame. */
    private static final String PAN = """
            () => new Promise((done) => {
                const over = document.querySelector("[data-pane='price'] .u-over");
                const box = over.getBoundingClientRect();
                const fire = (type, x) => over.dispatchEvent(new MouseEvent(type,
                    { bubbles: true, cancelable: true, clientX: x, clientY: box.top + 100, button: 0 }));
                let x = box.left + box.width / 2;
                let way = 6;
                let last = performance.now();
                const times = [];
                fire("mousedown", x);
                const step = () => {
                    const now = performance.now();
                    times.push(now - last);
                    last = now;
                    x += way;
                    if (x > box.right - 60 || x < box.left + 60) way = -way;
                    fire("mousemove", x);
                    if (times.length < 120) requestAnimationFrame(step);
                    else {
                        fire("mouseup", x);
                        done(times);
                    }
                };
                requestAnimationFrame(step);
            })""";

    /** Seconds that the page's thread has worked. */
    private static double busy() {
        return ((List<?>) browser.command("Performance.getMetrics", Map.of()).get("metrics"))
                .stream()
                        .map(metric -> (Map<?, ?>) metric)
                        .filter(metric -> metric.get("name").equals("TaskDuration"))
                        .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue())
                        .findFirst()
                        .orElseThrow();
    }

    private static String walk() {
        Random random = new Random(7);
        StringBuilder bars = new StringBuilder();
        double price = 1000;
        for (int bar = 0; bar < BARS; bar++) {
            double close = price * Math.exp(random.nextGaussian() * 0.006);
            bars.append(String.format(
                    Locale.ROOT,
                    "%s[%d, %.2f, %.2f, %.2f, %.2f, %.1f]",
                    bar == 0 ? "" : ",",
                    1_420_070_400_000L + bar * 3_600_000L,
                    price,
                    Math.max(price, close) * 1.002,
                    Math.min(price, close) * 0.998,
                    close,
                    10 + random.nextDouble() * 90));
            price = Double.parseDouble(String.format(Locale.ROOT, "%.2f", close));
        }
        return bars.toString();
    }

    private static final String TIME_AT = """
            (part) => {
                const over = document.querySelector("[data-pane='price'] .u-over");
                const { left, width, top } = over.getBoundingClientRect();
                over.dispatchEvent(new MouseEvent("mousemove",
                    { clientX: left + width * part, clientY: top + 1, bubbles: true }));
                return document.querySelector("[data-pane='price'] .u-legend .u-value").textContent;
            }""";

    /** The time below the pointer at a part of the width of the prices. */
    private static String timeAt(double part) {
        return (String) browser.until("(" + TIME_AT + ")(arguments[0])", part);
    }

    private static String moved(String before) {
        return moved(before, 0.25);
    }

    private static String moved(String before, double part) {
        browser.until("arguments[0] !== (" + TIME_AT + ")(arguments[1])", before, part);
        return timeAt(part);
    }

    private static void press(String key) {
        browser.run("""
                const charts = document.querySelector("[data-charts]");
                charts.focus();
                charts.dispatchEvent(new KeyboardEvent("keydown", { key: arguments[0], bubbles: true }));""", key);
    }

    private static Object wheelIsTaken(int delta) {
        return browser.run("""
                const over = document.querySelector("[data-pane='price'] .u-over");
                const { left, width, top } = over.getBoundingClientRect();
                return !over.dispatchEvent(new WheelEvent("wheel",
                    { deltaY: arguments[0], clientX: left + width / 2, clientY: top + 5, bubbles: true,
                      cancelable: true }));""", delta);
    }

    /** Two fingers that go apart from the middle. */
    private static void pinch() {
        browser.run("""
                const over = document.querySelector("[data-pane='price'] .u-over");
                over.setPointerCapture = () => {};
                const { left, width, top } = over.getBoundingClientRect();
                const finger = (type, pointerId, part) => over.dispatchEvent(new PointerEvent(type,
                    { pointerId, pointerType: "touch", clientX: left + width * part, clientY: top + 50, bubbles: true }));
                finger("pointerdown", 1, 0.45);
                finger("pointerdown", 2, 0.55);
                finger("pointermove", 1, 0.3);
                finger("pointermove", 2, 0.7);
                finger("pointerup", 1, 0.3);
                finger("pointerup", 2, 0.7);""");
    }

    private static String picture() {
        return (String) browser.run("return document.querySelector(\"[data-pane='price'] canvas\").toDataURL()");
    }

    private static String figure(String name) {
        return browser.see(".figures tr[data-figure='" + name + "']").getText();
    }

    private static JsonNode backtest() throws IOException, InterruptedException {
        String body = server.get("v1/discovery/runs/" + hash).get("backtest").toString();
        return Json.MAPPER.readTree(server.process().post("v1/backtest", body).body());
    }

    private static List<String> cells(String html, String cell) {
        return Pattern.compile(cell)
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Both write nothing lost as a zero, with its sign or without. */
    private static String unsigned(String text) {
        return text.equals("-0.0") ? "0.0" : text;
    }
}
