package dev.quarry.report;

import static dev.quarry.report.chart.Numbers.count;
import static dev.quarry.report.chart.Numbers.plain;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.inference.Verdict.Outcome;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.search.MarketWindow;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Fills the template of a report. */
final class ReportPage {

    private static final Mustache TEMPLATE = new DefaultMustacheFactory(name -> new InputStreamReader(
                    Objects.requireNonNull(ReportPage.class.getResourceAsStream("/report/" + name), name),
                    StandardCharsets.UTF_8))
            .compile("report.html");

    private static final Map<String, String> ADVICE = Map.of(
            "holds_up", "It passed what decides: luck, the moment and costs. Begin small all the same.",
            "likely_luck",
                    "Among so many tries something always looks good. It takes better evidence than this before money follows.",
            "no_edge", "There is nothing to trade here: it does not earn more than it costs.",
            "cannot_tell", "Not enough evidence either way.");
    private static final int LONGEST_TEXT = 200;

    private final ReportedWinner report;
    private final URI base;
    private final Map<String, Object> page = new LinkedHashMap<>();

    /** @param base where the API is reached, ending with a slash */
    ReportPage(ReportedWinner report, URI base) {
        this.report = report;
        this.base = base;
    }

    /** A line of a table of two columns. */
    record Fact(String what, String value) {}

    /** The whole document. */
    String html() {
        head();
        verdict();
        page.put("performance", new PerformanceSection(report));
        page.put("trades", new TradesSection(report));
        page.put("params", parameters());
        page.put("origin", origin());
        page.put("again", again());
        StringWriter html = new StringWriter();
        TEMPLATE.execute(html, page);
        return html.toString();
    }

    private void head() {
        MarketWindow window = report.winner().window();
        String strategy = strategy();
        page.put("title", strategy + " on " + window.symbol());
        page.put("strategy", strategy);
        page.put("market", window.exchange() + " " + window.symbol() + " " + window.timeframe());
        page.put(
                "range",
                String.format(
                        Locale.ROOT,
                        "%s to %s, %s bars",
                        time(report.bars().openTime()[0]),
                        time(report.closes()[report.bars().size() - 1]),
                        count(report.bars().size())));
        page.put("made", Timestamps.text(report.at().atOffset(ZoneOffset.UTC)));
    }

    private void verdict() {
        String outcome = Objects.requireNonNullElse(report.winner().verdict().outcome(), "none");
        page.put("outcome", outcome);
        String words = Arrays.stream(Outcome.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(outcome))
                .map(Outcome::words)
                .findFirst()
                .orElse("Not assessed");
        page.put("words", words);
        page.put("sentence", report.winner().verdict().note().replaceFirst("^" + words + ": ", ""));
        page.put("advice", ADVICE.get(outcome));
        page.put("tests", report.winner().assessment().map(VerdictTests::of).orElse(List.of()));
        page.put(
                "seed", report.winner().assessment().map(AssessmentReport::seed).orElse(null));
    }

    private List<Fact> parameters() {
        return report.winner().params().entrySet().stream()
                .map(entry -> new Fact(entry.getKey(), text(entry.getValue())))
                .toList();
    }

    private List<Fact> origin() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                report.name().paramsHash() == null ? "Row of a grid search" : "Run",
                report.name().paramsHash() == null
                        ? "job " + report.name().jobId() + ", row "
                                + report.name().row()
                        : report.name().paramsHash());
        facts.put("Found", Timestamps.text(report.winner().testedAt()));
        facts.put("Combinations tried on this market and range, by all searches", count(report.trials()));
        report.winner()
                .assessment()
                .map(AssessmentReport::peers)
                .ifPresent(peers -> facts.put(
                        "Combinations of its search",
                        count(peers.searchSize()) + ", " + count(peers.distinct()) + " of which differ in outcome"));
        facts.put("Prices", report.winner().dataDigest());
        if (!report.prices().origin().isEmpty()) {
            facts.put("Made of", report.prices().origin());
        }
        facts.put("Engine", "version " + report.winner().engineVersion());
        facts.put("Strategy", report.winner().strategy().reference().text());
        return facts.entrySet().stream()
                .map(entry -> new Fact(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A line for a shell: the back-test of the same parameters on the same prices. */
    private String again() {
        Map<String, Object> params =
                report.winner().window().writtenOver(report.winner().params());
        if (report.prices().asOf() != null) {
            params.put("as_of", report.prices().asOf().toInstant().toString());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("params", params);
        if (!report.winner().strategy().reference().isBuiltIn()) {
            body.put("strategy", report.winner().strategy().reference().text());
        }
        String json = Json.MAPPER.writeValueAsString(body).replace("'", "'\\''");
        return "curl -s " + base + "backtest -H 'Content-Type: application/json' -d '" + json + "'";
    }

    private String strategy() {
        return report.winner().strategy().reference().name();
    }

    private static String text(Object value) {
        String text = value instanceof Number number && !(value instanceof Integer || value instanceof Long)
                ? plain(number.doubleValue())
                : value instanceof String words ? words : Json.MAPPER.writeValueAsString(value);
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis)
                .atOffset(ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT));
    }
}
