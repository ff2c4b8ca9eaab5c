package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console over time: a server that goes and comes back, many changes, what is loaded and how soon it is seen. */
class ConsoleLiveIT {

    /** Takes the place of the browser's streams; the test says what they tell. */
    private static final String SCRIPTED_STREAM = """
            window.streams = [];
            window.EventSource = class extends EventTarget {
              constructor(url) { super(); this.url = url; window.streams.push(this); setTimeout(() => this.onopen?.(), 0); }
              close() { window.streams = window.streams.filter((one) => one !== this); }
            };
            window.tell = (kind, data) => window.streams.forEach((one) =>
              one.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) })));
            """;

    private static ConsoleServer server;
    private Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = ConsoleServer.shared();
    }

    @BeforeEach
    void open() {
        browser = Browser.open(server.process().base());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_page_outlives_a_restart_of_the_server_and_shows_what_came_after() throws IOException, InterruptedException {
        browser.go("/jobs").see(".link-state", "Live");
        browser.run("window.stays = true");

        server.stop();

        browser.see(".lost", "does not answer");
        browser.see("tbody tr").isDisplayed();
        browser.shoot("lost");
        server.start();
        browser.gone(".lost");
        browser.see(".link-state", "Live");
        long job = server.post("v1/patterns/refresh", "{}");
        browser.see("tbody tr:has(a[href='/jobs/" + job + "'])");
        assertThat(browser.run("return window.stays")).isEqualTo(true);
    }

    @Test
    void two_hundred_rows_take_fifty_changes_a_second() throws IOException, InterruptedException {
        String later = Instant.now().plusSeconds(86_400).toString();
        server.process()
                .post(
                        "v1/jobs/batch",
                        IntStream.range(0, 200)
                                .mapToObj(k -> """
                                        {"job_type": "patterns_refresh", "payload": {"min_confidence": 0.77}, "run_at": "%s"}""".formatted(later))
                                .collect(Collectors.joining(",", "[", "]")));
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", SCRIPTED_STREAM));
        browser.command("Performance.enable", Map.of());
        browser.go("/jobs?limit=200&status=queued");
        browser.until("document.querySelectorAll('tbody tr').length === 200");
        double before = scriptSeconds();

        browser.run("""
                const jobs = document.querySelector("q-jobs").list.value.jobs;
                window.told = 0;
                window.ticking = setInterval(() => {
                  const job = jobs[(window.told * 7) % 200];
                  window.tell("job", { ...job, status: "running", started_at: new Date().toISOString(), worker_id: "w",
                    progress_current: ++window.told, progress_total: 1000, progress_rate: 50, eta_seconds: 9,
                    progress_message: `Step ${window.told}` });
                  if (window.told === 250) clearInterval(window.ticking);
                }, 20);""");
        browser.until("window.told === 250");
        browser.see("tbody tr", "Step 250");

        double perSecond = (scriptSeconds() - before) / 5;
        assertThat(browser.all("tbody tr")).hasSize(200);
        note("script per second of 50 changes over 200 rows: %.0f ms".formatted(perSecond * 1000));
        server.process().post("v1/jobs/bulk/cancel", "{\"text\": \"0.77\", \"status\": \"queued\"}");
    }

    @Test
    @SuppressWarnings("unchecked")
    void everything_that_any_page_loads_is_small() throws IOException, InterruptedException {
        browser.command("Network.enable", Map.of());
        String run = server.get("v1/discovery/runs?limit=1")
                .at("/runs/0/params_hash")
                .asString();
        long bytes = 0;
        java.util.Set<String> counted = new java.util.HashSet<>();
        for (String page : List.of(
                "/",
                "/problems",
                "/jobs",
                "/jobs/" + server.discovery(),
                "/new",
                "/new/discover",
                "/backtest",
                "/research",
                "/research/runs/" + run,
                "/research/optimisations/" + server.optimisation(),
                "/leaderboard",
                "/leaderboard/compare",
                "/leaderboard/recommendations",
                "/strategies",
                "/strategies/turtle_trading",
                "/presets",
                "/patterns",
                "/prices?series=sample%7CBTC%2FUSD%7C30m",
                "/schedules",
                "/jobs/1/2")) {
            browser.go(page);
            browser.gone("main .skeleton");
            if (page.equals("/")) {
                note("first paint of the overview, cold: %s ms"
                        .formatted(
                                browser.until("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")));
            }
            for (Map<String, Object> one : (List<Map<String, Object>>) browser.run("""
                    return performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
                      .filter((one) => !["/v1/", "/health", "/openapi"].some((answer) => one.name.includes(answer)))
                      .map((one) => ({ name: one.entryType === "navigation" ? "page" : one.name, size: one.encodedBodySize }))""")) {
                if (counted.add((String) one.get("name"))) {
                    bytes += ((Number) one.get("size")).longValue();
                }
            }
        }
        browser.go("/");
        note("first paint of the overview, again: %s ms"
                .formatted(browser.until("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")));
        note("%d files, compressed %d bytes".formatted(counted.size(), bytes));
        assertThat(counted).hasSizeGreaterThan(40);
        assertThat(bytes).isLessThan(250_000);
    }

    @SuppressWarnings("unchecked")
    private double scriptSeconds() {
        return ((List<Map<String, Object>>)
                        browser.command("Performance.getMetrics", Map.of()).get("metrics"))
                .stream()
                        .filter(one -> one.get("name").equals("ScriptDuration"))
                        .mapToDouble(one -> ((Number) one.get("value")).doubleValue())
                        .findFirst()
                        .orElseThrow();
    }

    /** Figures that depend on the machine are written down, not asserted. */
    private static void note(String line) throws IOException {
        Path file = Path.of("target", "console-figures.txt");
        Files.writeString(
                file, line + "\n", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        System.out.println(line);
    }
}
