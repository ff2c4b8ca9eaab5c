package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.platform.json.Json;
import dev.quarry.server.Api.Answer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** The figures of the real server, and the dashboard and the alert rules that read them. */
@OnTestedServer
class MetricsIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-03-01T00:00:00Z"
            """;
    private static final Path DELIVERED = Path.of("docs/monitoring");

    /** A metric where an expression names one: what is followed by a bracket of a call, or stands for a label, is none. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:quarry|jvm|process|system)_[a-z0-9_]+\\b");

    @ArquillianResource
    private URL base;

    private Api api;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(new File("target/quarry.war"))
                .as(WebArchive.class)
                .addPackage(SleepHandler.class.getPackage());
    }

    @BeforeEach
    void client() {
        api = new Api(URI.create(base.toString().replace("localhost", "127.0.0.1")));
    }

    @Test
    void jobs_that_run_are_counted_timed_and_shown_by_state() {
        Scrape before = scrape();
        api.await(api.enqueue("/v1/jobs", sleep(30, null)), "succeeded");
        api.await(api.enqueue("/v1/jobs", sleep(0, "fail")), "failed");
        Answer batch = api.post("/v1/jobs/batch", "[%s, %s]".formatted(sleep(0, null), sleep(0, null)));
        batch.body().get("job_ids").forEach(id -> api.await(id.asLong(), "succeeded"));
        Scrape after = scrape(1_100);

        assertThat(grown(before, after, "quarry_jobs_enqueued_total{job_type=\"test_sleep\"}"))
                .isEqualTo(4);
        assertThat(grown(before, after, "quarry_job_enqueue_seconds_count{job_type=\"test_sleep\"}"))
                .isEqualTo(3);
        for (String histogram : List.of("pickup", "wait", "run")) {
            assertThat(grown(before, after, "quarry_job_" + histogram + "_seconds_count{job_type=\"test_sleep\"}"))
                    .as(histogram)
                    .isEqualTo(4);
        }
        assertThat(grown(before, after, "quarry_job_run_seconds_sum{job_type=\"test_sleep\"}"))
                .isBetween(0.03, 30.0);
        assertThat(grown(before, after, "quarry_job_attempts_total{job_type=\"test_sleep\",outcome=\"succeeded\"}"))
                .isEqualTo(3);
        assertThat(grown(before, after, "quarry_job_attempts_total{job_type=\"test_sleep\",outcome=\"failed\"}"))
                .isEqualTo(1);
        assertThat(after.value("quarry_jobs{job_type=\"test_sleep\",state=\"succeeded\"}"))
                .isGreaterThanOrEqualTo(3);
        assertThat(after.value("quarry_jobs{job_type=\"test_sleep\",state=\"failed\"}"))
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void a_lane_shows_the_slots_that_are_busy_and_the_jobs_that_run() {
        long id = api.enqueue("/v1/jobs", sleep(20_000, null));
        api.await(id, "running");
        Scrape during = scrape(1_100);
        api.post("/v1/jobs/" + id + "/cancel", "");

        assertThat(during.value("quarry_lane_hands{lane=\"io\"}")).isEqualTo(8);
        assertThat(during.value("quarry_lane_hands_busy{lane=\"io\"}")).isBetween(1.0, 8.0);
        assertThat(during.value("quarry_queue_jobs{lane=\"io\",state=\"running\"}"))
                .isGreaterThanOrEqualTo(1);
        assertThat(during.value("quarry_queue_oldest_due_seconds{lane=\"io\"}")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void sweeps_and_ingestions_count_what_they_work_through() {
        Scrape before = scrape();
        api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
        long bars = Math.round(grown(before, scrape(), "quarry_ingestion_bars_total"));
        api.await(
                api.enqueue(
                        "/v1/discover",
                        "{" + MARKET + ", \"param_grid\": {\"rsi_min\": [60, 70], \"stop_pct\": [1, 2]}}"),
                "succeeded");

        assertThat(bars).as("bars, which another test may have brought before").isIn(0L, 2_833L);
        assertThat(grown(before, scrape(), "quarry_sweep_combinations_total")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_figures_are_plain_text_of_bounded_size_without_ids() {
        long id = api.enqueue("/v1/jobs", sleep(0, null));
        api.await(id, "succeeded");

        Answer answer = api.get("/v1/metrics");
        Scrape scrape = new Scrape(answer.raw().body());

        assertThat(answer.raw().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type.toLowerCase(Locale.ROOT))
                        .startsWith("text/plain")
                        .contains("version=0.0.4", "charset=utf-8"));
        assertThat(scrape.names())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_pause_seconds_count",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_uptime_seconds",
                        "quarry_database_connections_used",
                        "quarry_database_connection_requests_total");
        assertThat(scrape.value("quarry_database_answers")).isEqualTo(1);
        assertThat(scrape.series()).hasSizeLessThan(4_000).noneMatch(series -> series.contains("job_id"));
        assertThat(api.send(api.request("/v1/metrics")
                                .header(
                                        "Accept",
                                        "application/openmetrics-text;version=1.0.0;q=0.5,"
                                                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.1"))
                        .status())
                .as("what Prometheus asks for")
                .isEqualTo(200);
    }

    @Test
    void the_trace_of_a_request_is_that_of_its_job_and_of_the_jobs_of_a_batch() {
        String header = "00-" + TRACE + "-00f067aa0ba902b7-01";
        Answer one = api.send(api.request("/v1/jobs")
                .header("Content-Type", "application/json")
                .header("traceparent", header)
                .POST(BodyPublishers.ofString(sleep(0, null))));
        Answer many = api.send(api.request("/v1/jobs/batch")
                .header("Content-Type", "application/json")
                .header("traceparent", header)
                .POST(BodyPublishers.ofString("{\"jobs\": [%s]}".formatted(sleep(0, null)))));
        long untraced = api.enqueue("/v1/jobs", sleep(0, null));

        long id = one.body().get("job").get("id").asLong();
        long parent = many.body().get("job").get("id").asLong();
        assertThat(one.body().get("job").get("trace_id").asString()).isEqualTo(TRACE);
        assertThat(api.await(id, "succeeded").get("trace_id").asString()).isEqualTo(TRACE);
        api.await(parent, "succeeded");
        long child = api.get("/v1/jobs/" + parent + "/children")
                .body()
                .get("children")
                .get(0)
                .get("id")
                .asLong();
        assertThat(api.job(child).get("trace_id").asString()).isEqualTo(TRACE);
        assertThat(api.await(untraced, "succeeded").get("trace_id").isNull()).isTrue();
    }

    @Test
    void the_queue_tells_what_the_broker_holds_of_each_lane() {
        api.await(api.enqueue("/v1/jobs", sleep(0, null)), "succeeded");

        JsonNode overview = api.get("/v1/queues").body();

        assertThat(overview.get("broker_unavailable").isNull())
                .as(overview.get("broker_unavailable").toString())
                .isTrue();
        for (JsonNode lane : overview.get("lanes")) {
            JsonNode broker = lane.get("broker");
            assertThat(broker.get("queue").asString())
                    .isEqualTo("quarry.lane." + lane.get("lane").asString());
            assertThat(broker.get("consumers").asLong()).isPositive();
            assertThat(broker.get("depth").asLong()).isGreaterThanOrEqualTo(0);
            assertThat(broker.get("in_delivery").asLong()).isGreaterThanOrEqualTo(0);
            assertThat(broker.get("dead_letters").asLong()).isZero();
        }
    }

    @Test
    void the_dashboard_is_valid_and_reads_only_figures_that_there_are() throws IOException {
        JsonNode dashboard = Json.MAPPER.readTree(Files.readString(DELIVERED.resolve("grafana-dashboard.json")));

        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(panel.get("title").asString()).isNotBlank();
            if (panel.has("targets")) {
                panel.get("targets")
                        .forEach(target -> expressions.add(target.get("expr").asString()));
            }
        }

        assertThat(dashboard.get("title").asString()).isEqualTo("Quarry");
        assertThat(expressions).hasSizeGreaterThan(15);
        assertThat(scrapeAfterCollection().names()).containsAll(metrics(expressions));
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_alert_rules_are_valid_and_read_only_figures_that_there_are() throws IOException {
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DELIVERED.resolve("alerts.yaml")));

        List<String> expressions = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                assertThat(names.add((String) rule.get("alert")))
                        .as("one rule of a name")
                        .isTrue();
                assertThat((Map<String, String>) rule.get("labels")).containsKey("severity");
                assertThat((Map<String, String>) rule.get("annotations")).containsKeys("summary", "description");
                expressions.add((String) rule.get("expr"));
            }
        }

        assertThat(names).hasSizeGreaterThan(8);
        assertThat(scrapeAfterCollection().names()).containsAll(metrics(expressions));
    }

    @Test
    void the_document_explains_every_figure_of_the_queue_and_no_other() throws IOException {
        String document = Files.readString(Path.of("docs/monitoring.md"));

        assertThat(ofQueue(metrics(List.of(document)))).isEqualTo(ofQueue(scrape().names()));
    }

    /** Ours, the parts of a histogram as one. */
    private static Set<String> ofQueue(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("quarry_"))
                .map(name -> name.replaceFirst("_(bucket|sum|count|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> metrics(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            assertThat(expression.chars().filter(c -> c == '(').count())
                    .as("brackets of " + expression)
                    .isEqualTo(expression.chars().filter(c -> c == ')').count());
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                names.add(metric.group());
            }
        }
        return names;
    }

    private Scrape scrape() {
        Answer answer = api.get("/v1/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return new Scrape(answer.raw().body());
    }

    /** The figures of the collector are there when it has collected for the first time, which a large heap puts off. */
    private Scrape scrapeAfterCollection() {
        api.await(api.enqueue("/v1/jobs", "{\"job_type\": \"test_collect\"}"), "succeeded");
        Scrape scrape = scrape();
        for (int tries = 0; tries < 50 && !scrape.names().contains("jvm_gc_pause_seconds_sum"); tries++) {
            scrape = scrape(100);
        }
        return scrape;
    }

    /** After so many milliseconds: what the database tells is kept for a second. */
    private Scrape scrape(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return scrape();
    }

    private static double grown(Scrape before, Scrape after, String series) {
        return after.value(series) - before.value(series);
    }

    private static String sleep(int millis, String outcome) {
        return "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": %d, \"outcome\": %s}}"
                .formatted(millis, outcome == null ? "null" : "\"" + outcome + "\"");
    }
}
