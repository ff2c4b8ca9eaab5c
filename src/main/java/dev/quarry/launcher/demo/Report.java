package dev.quarry.launcher.demo;

import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the demonstration shows at the end. */
final class Report {
    private static final int STRATEGIES = 10;
    private static final int RULES = 5;
    private static final int OPTIMISED = 5;
    /** Parameters that are in the heading and not in the table of strategies. */
    private static final Set<String> MARKET = Set.of("exchange", "symbol", "timeframe", "start_ts", "end_ts");

    private static final List<String> RESULTS = List.of(
            "profit_factor",
            "win_rate",
            "total_return",
            "max_drawdown",
            "sharpe_ratio",
            "sortino_ratio",
            "calmar_ratio",
            "num_trades",
            "avg_return");

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** @param answer the answer to {@code GET /v1/jobs} */
    void jobs(JsonNode answer) {
        Table table = new Table("id", "job", "status", "progress", "message");
        for (JsonNode json : answer.path("jobs")) {
            Job job = Job.of(json);
            table.row(List.of(
                    Long.toString(job.id()),
                    job.type(),
                    job.status(),
                    String.format(Locale.ROOT, "%,d/%,d", job.current(), job.total()),
                    job.message()));
        }
        print("Jobs", table);
    }

    /** @param snapshot the answer to {@code GET /v1/leaderboard} */
    void leaderboard(JsonNode snapshot) {
        List<JsonNode> strategies = first(snapshot.path("payload").path("strategies"), STRATEGIES);
        if (strategies.isEmpty()) {
            out.println();
            out.println("No strategy met the criteria.");
            return;
        }
        List<String> varying = varying(strategies);
        List<String> heading =
                new ArrayList<>(List.of("#", "return %", "drawdown %", "profit factor", "wins %", "Sharpe", "trades"));
        heading.addAll(varying);
        Table table = new Table(heading);
        for (JsonNode strategy : strategies) {
            JsonNode metrics = strategy.path("metrics");
            List<String> cells = new ArrayList<>(List.of(
                    strategy.path("rank").asString(),
                    number(metrics.path("total_return")),
                    number(metrics.path("max_drawdown")),
                    metrics.path("profit_factor_infinite").asBoolean(false)
                            ? "∞"
                            : number(metrics.path("profit_factor")),
                    number(metrics.path("win_rate")),
                    number(metrics.path("sharpe_ratio")),
                    text(metrics.path("num_trades"))));
            varying.forEach(name -> cells.add(text(strategy.path("params").path(name))));
            table.row(cells);
        }
        print("The best strategies", table);
        verdict("How far to trust the first", strategies.get(0).path("assessment"));
    }

    private void verdict(String heading, JsonNode assessment) {
        String sentence = assessment.path("verdict").path("sentence").asString("");
        if (!sentence.isEmpty()) {
            out.println(heading + ": " + sentence);
        }
    }

    /** @param answer the answer to {@code GET /v1/patterns} */
    void rules(JsonNode answer) {
        out.println();
        List<JsonNode> rules = first(answer.path("rules"), RULES);
        out.println(
                rules.isEmpty()
                        ? "No rule stands out among the winners."
                        : "The strongest rules, by confidence from 0 to 1");
        for (JsonNode rule : rules) {
            out.println("  " + number(rule.path("confidence")) + "  "
                    + rule.path("description").asString(""));
        }
    }

    /**
     * @param title what stands above the table
     * @param result the result of an {@code optimize} job
     */
    void optimisation(String title, JsonNode result) {
        List<JsonNode> records = first(result.path("results").path("records"), OPTIMISED);
        if (records.isEmpty()) {
            out.println();
            out.println(title + ": no combination has enough trades.");
            return;
        }
        List<String> columns = new ArrayList<>();
        for (JsonNode column : result.path("results").path("columns")) {
            String name = column.asString();
            if (!RESULTS.contains(name) || records.get(0).has(name)) {
                columns.add(name);
            }
        }
        columns.removeAll(List.of("sortino_ratio", "calmar_ratio", "avg_return"));
        columns.removeIf(
                name -> !records.get(0).has(name) || records.get(0).path(name).isContainer());
        Table table = new Table(columns);
        for (JsonNode row : records) {
            table.row(columns.stream()
                    .map(name -> RESULTS.contains(name) && !name.equals("num_trades")
                            ? number(row.path(name))
                            : text(row.path(name)))
                    .toList());
        }
        print(title, table);
        verdict("How far to trust it", result.path("assessment"));
    }

    /**
     * Prints three commands that can be run as they are.
     *
     * @param common the parameters that all strategies of the discovery share
     */
    void continueWith(URI base, long discovery, Map<String, Object> common, JsonNode snapshot) {
        Map<String, Object> params = new LinkedHashMap<>(common);
        JsonNode best = snapshot.path("payload").path("strategies").path(0).path("params");
        best.propertyNames().forEach(name -> params.put(name, best.path(name)));
        out.println();
        out.println("Go on with");
        out.println("  curl -s " + base + "v1/jobs/" + discovery);
        out.println("  curl -s '" + base + "v1/patterns?min_confidence=0.5'");
        out.println("  curl -s " + base + "v1/backtest -H 'Content-Type: application/json' -d '"
                + QuarryClient.json(Map.of("params", params)).replace("'", "'\\''") + "' -o backtest.json");
    }

    /** The parameters in which the strategies differ. */
    private static List<String> varying(List<JsonNode> strategies) {
        Set<String> names = new LinkedHashSet<>();
        strategies.forEach(strategy -> names.addAll(strategy.path("params").propertyNames()));
        names.removeAll(MARKET);
        return names.stream()
                .filter(name -> strategies.stream()
                                .map(strategy -> strategy.path("params").path(name))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private void print(String title, Table table) {
        out.println();
        out.println(title);
        table.lines().forEach(out::println);
    }

    private static List<JsonNode> first(JsonNode array, int count) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : array) {
            if (items.size() < count) {
                items.add(item);
            }
        }
        return items;
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : "–";
    }

    /** The value as it is; a whole number without the ".0" of a column of doubles. */
    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "–";
        }
        boolean whole = value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
        return whole ? Long.toString(value.asLong()) : value.asString();
    }
}
