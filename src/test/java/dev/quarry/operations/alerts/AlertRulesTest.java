package dev.quarry.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Each rule fires for what it is about, and none for a healthy node. An hour is played in steps of the scrape. */
class AlertRulesTest {

    private static final int HOUR = 3_600;

    /** When what is wrong begins. */
    private static final int WRONG = 1_800;

    private static final DoubleUnaryOperator ZERO = t -> 0;
    private static final DoubleUnaryOperator ONE = t -> 1;

    private record Rule(String name, String expression, int forSeconds) {}

    @Test
    void a_healthy_node_raises_no_alert() throws IOException {
        assertThat(firing(healthy(HOUR))).isEmpty();
    }

    /** What differs from a healthy node, and which alerts that must raise. */
    @TestFactory
    List<DynamicTest> what_is_wrong_raises_its_alert() {
        Map<String, Series> wrong = new LinkedHashMap<>();
        wrong.put("QuarryJobsWaitTooLong", with("quarry_queue_oldest_due_seconds{lane=\"compute\"}", t -> t - WRONG));
        wrong.put(
                "QuarryNothingRuns",
                with("quarry_queue_jobs{lane=\"light\",state=\"due\"}", t -> 7)
                        .add(metric("quarry_queue_jobs{lane=\"light\",state=\"running\"}"), WRONG, HOUR, ZERO));
        wrong.put("QuarryPickUpIsSlow", histogram("quarry_job_pickup_seconds_bucket", 30, 120));
        wrong.put("QuarryEnqueueIsSlow", histogram("quarry_job_enqueue_seconds_bucket", 0.5, 4));
        wrong.put(
                "QuarryJobsFail",
                with("quarry_job_attempts_total{job_type=\"discover\",outcome=\"failed\"}", t -> (t - WRONG) / 10)
                        .add(
                                metric("quarry_job_attempts_total{job_type=\"discover\",outcome=\"succeeded\"}"),
                                WRONG,
                                HOUR,
                                t -> (t - WRONG) / 10));
        wrong.put("QuarryRetriesPileUp", with("quarry_job_retries_total{job_type=\"ingest\"}", t -> (t - WRONG) / 3));
        wrong.put("QuarryNodeIsDown", healthy(WRONG).add(metric("up"), WRONG + Series.STEP, HOUR, ZERO));
        wrong.put("QuarryWorkersAreLost", with("quarry_job_rescues_total{lane=\"io\",state=\"queued\"}", step(3)));
        wrong.put("QuarryJobsAreLostForGood", with("quarry_job_rescues_total{lane=\"io\",state=\"failed\"}", step(1)));
        wrong.put(
                "QuarryLeasesAreLost",
                with("quarry_job_attempts_total{job_type=\"discover\",outcome=\"lost\"}", step(1)));
        wrong.put(
                "QuarryLaneIsFull",
                with("quarry_lane_hands_busy{lane=\"io\"}", t -> 8)
                        .add(metric("quarry_lane_hands{lane=\"io\"}"), WRONG, HOUR, t -> 8)
                        .add(metric("quarry_queue_jobs{lane=\"io\",state=\"due\"}"), WRONG, HOUR, t -> 20)
                        .add(metric("quarry_queue_jobs{lane=\"io\",state=\"running\"}"), WRONG, HOUR, t -> 8));
        // As a node scrapes while its database is away: the queue's own figures are left out.
        wrong.put(
                "QuarryDatabaseIsAway",
                healthy(WRONG)
                        .add(metric("up"), WRONG + Series.STEP, HOUR, ONE)
                        .add(metric("quarry_database_answers"), WRONG + Series.STEP, HOUR, ZERO));
        wrong.put(
                "QuarryPoolIsEmpty",
                with("quarry_database_connection_failures_total{pool=\"1\"}", t -> (t - WRONG) / 60));
        wrong.put(
                "QuarryPoolIsSlow",
                with("quarry_database_connection_wait_seconds_total{pool=\"1\"}", t -> (t - WRONG) * 2)
                        .add(
                                metric("quarry_database_connection_requests_total{pool=\"1\"}"),
                                WRONG,
                                HOUR,
                                t -> t - WRONG));
        wrong.put(
                "QuarryHeapIsNearlyFull",
                with("jvm_memory_used_bytes{area=\"heap\",id=\"old\"}", t -> 990)
                        .add(metric("jvm_memory_max_bytes{area=\"heap\",id=\"old\"}"), WRONG, HOUR, t -> 1));
        wrong.put("QuarryStandsStill", with("jvm_gc_pause_seconds_sum{cause=\"full\"}", t -> (t - WRONG) * 0.5));
        wrong.put(
                "QuarryFilesRunOut",
                healthy(WRONG)
                        .add(metric("up"), WRONG + Series.STEP, HOUR, ONE)
                        .add(metric("process_files_open_files"), WRONG + Series.STEP, HOUR, t -> 900)
                        .add(metric("process_files_max_files"), WRONG + Series.STEP, HOUR, t -> 1_000));
        return wrong.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    assertThat(firing(entry.getValue())).contains(entry.getKey());
                    assertThat(rules().stream().map(Rule::name)).containsExactlyInAnyOrderElementsOf(wrong.keySet());
                }))
                .toList();
    }

    /** The names of those that fire within the hour. */
    private static Set<String> firing(Series series) throws IOException {
        Set<String> firing = new TreeSet<>();
        for (Rule rule : rules()) {
            Map<Map<String, String>, Integer> since = new HashMap<>();
            for (int t = 0; t <= HOUR; t += Series.STEP) {
                Set<Map<String, String>> met =
                        Expression.evaluate(rule.expression(), series, t).keySet();
                since.keySet().retainAll(met);
                for (Map<String, String> labels : met) {
                    int from = since.computeIfAbsent(labels, key -> 0) == 0 ? t : since.get(labels);
                    since.put(labels, from);
                    if (t - from >= rule.forSeconds()) {
                        firing.add(rule.name());
                    }
                }
            }
        }
        return firing;
    }

    @SuppressWarnings("unchecked")
    private static List<Rule> rules() throws IOException {
        Map<String, List<Map<String, Object>>> document = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docs", "monitoring", "alerts.yaml")));
        return document.get("groups").stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .map(rule -> new Rule(
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        rule.containsKey("for")
                                ? 60 * Integer.parseInt(((String) rule.get("for")).replace("m", ""))
                                : 0))
                .toList();
    }

    /** A node that works, with enough to do. */
    private static Series healthy(int until) {
        Series series = new Series()
                .add(metric("up"), 0, until, ONE)
                .add(metric("quarry_database_answers"), 0, until, ONE)
                .add(
                        metric("quarry_job_attempts_total{job_type=\"discover\",outcome=\"failed\"}"),
                        0,
                        until,
                        t -> t / 100)
                .add(metric("quarry_job_attempts_total{job_type=\"discover\",outcome=\"succeeded\"}"), 0, until, t -> t)
                .add(metric("quarry_job_attempts_total{job_type=\"discover\",outcome=\"lost\"}"), 0, until, ZERO)
                .add(metric("quarry_job_retries_total{job_type=\"discover\"}"), 0, until, t -> t / 100)
                .add(metric("quarry_job_rescues_total{lane=\"compute\",state=\"queued\"}"), 0, until, ZERO)
                .add(metric("quarry_job_rescues_total{lane=\"compute\",state=\"failed\"}"), 0, until, ZERO)
                .add(metric("quarry_database_connection_failures_total"), 0, until, ZERO)
                .add(metric("quarry_database_connection_wait_seconds_total"), 0, until, t -> t / 100)
                .add(metric("quarry_database_connection_requests_total"), 0, until, t -> t * 10)
                .add(metric("jvm_memory_used_bytes{area=\"heap\"}"), 0, until, t -> 500)
                .add(metric("jvm_memory_max_bytes{area=\"heap\"}"), 0, until, t -> 1_000)
                .add(metric("jvm_gc_pause_seconds_sum"), 0, until, t -> t / 100)
                .add(metric("process_files_open_files"), 0, until, t -> 200)
                .add(metric("process_files_max_files"), 0, until, t -> 1_000);
        for (String lane : List.of("io", "compute", "light")) {
            String of = "lane=\"" + lane + "\"";
            series.add(metric("quarry_queue_oldest_due_seconds{" + of + "}"), 0, until, t -> 3)
                    .add(metric("quarry_queue_jobs{" + of + ",state=\"due\"}"), 0, until, ONE)
                    .add(metric("quarry_queue_jobs{" + of + ",state=\"running\"}"), 0, until, t -> 2)
                    .add(metric("quarry_lane_hands{" + of + "}"), 0, until, t -> 4)
                    .add(metric("quarry_lane_hands_busy{" + of + "}"), 0, until, t -> 2);
        }
        for (String name : List.of("quarry_job_pickup_seconds_bucket", "quarry_job_enqueue_seconds_bucket")) {
            for (String le : List.of("0.1", "1", "+Inf")) {
                series.add(metric(name + "{job_type=\"discover\",le=\"" + le + "\"}"), 0, until, t -> t);
            }
        }
        return series;
    }

    /** A healthy node, of which one figure is that from the middle of the hour on. */
    private static Series with(String metric, DoubleUnaryOperator wrong) {
        return healthy(WRONG - Series.STEP).add(metric("up"), WRONG, HOUR, ONE).add(metric(metric), WRONG, HOUR, wrong);
    }

    private static Series histogram(String name, double fast, double slow) {
        String type = "{job_type=\"slow\",le=\"";
        return with(name + type + fast + "\"}", t -> (t - WRONG) / 100)
                .add(metric(name + type + slow + "\"}"), WRONG, HOUR, t -> t - WRONG)
                .add(metric(name + type + "+Inf\"}"), WRONG, HOUR, t -> t - WRONG);
    }

    /** Zero for a minute, then that many. */
    private static DoubleUnaryOperator step(double count) {
        return t -> t < WRONG + 60 ? 0 : count;
    }

    private static String metric(String text) {
        String labels = "job=\"quarry\",instance=\"node-1\"";
        return text.endsWith("}") ? text.replace("}", "," + labels + "}") : text + "{" + labels + "}";
    }
}
