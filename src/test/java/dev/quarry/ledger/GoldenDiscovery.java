package dev.quarry.ledger;

import dev.quarry.engine.Golden;
import dev.quarry.ledger.tally.PairTally;
import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import dev.quarry.platform.json.Json;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A discovery of the reference: what it was asked, every run it stored, and what its analyses made of them. */
public record GoldenDiscovery(Golden.Case golden) {

    public static Stream<GoldenDiscovery> all() {
        return Golden.cases("discovery.json", "discovery_small.json").map(GoldenDiscovery::new);
    }

    public String name() {
        return golden.name();
    }

    public Map<String, Object> base() {
        return Golden.object(golden.json(), "base_params");
    }

    public Map<String, Object> grid() {
        return Golden.object(golden.json(), "grid");
    }

    public Map<String, Object> criteria() {
        return Golden.object(golden.json(), "win_criteria");
    }

    public Map<String, Object> summary() {
        return Golden.object(golden.json(), "summary");
    }

    public Map<String, Object> analysis() {
        return Golden.object(golden.json(), "analysis");
    }

    /** The maps in a list of the file. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(Map<String, Object> json, String key) {
        return (List<Map<String, Object>>) (List<?>) Golden.list(json, key);
    }

    /** The grid, by parameter. */
    public Map<String, List<Object>> gridValues() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        grid().forEach((name, list) -> values.put(name, new ArrayList<>((List<?>) list)));
        return values;
    }

    /** Every stored run in grid order; an infinite profit factor, which the reference stores as 999, is infinite again. */
    public List<TestedRun> runs() {
        List<Object> columns = Golden.list(golden.json(), "run_columns");
        List<TestedRun> runs = new ArrayList<>();
        PrimitiveIterator.OfLong indexes =
                Combinations.distinct(Grid.of(RsiBands.STRATEGY, gridValues())).indexes();
        for (Object row : Golden.list(golden.json(), "runs")) {
            Map<String, Object> combination = new LinkedHashMap<>();
            Map<String, Object> statistics = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                Map<String, Object> target = grid().containsKey(columns.get(i)) ? combination : statistics;
                target.put((String) columns.get(i), ((List<?>) row).get(i));
            }
            runs.add(run(indexes.nextLong(), combination, statistics));
        }
        return runs;
    }

    private static TestedRun run(long index, Map<String, Object> combination, Map<String, Object> statistics) {
        double profitFactor = Golden.number(statistics.get("profit_factor"));
        return new TestedRun(
                (String) statistics.get("params_hash"),
                index,
                combination,
                new RunStatistics(
                        Golden.number(statistics.get("total_return")),
                        Golden.number(statistics.get("max_drawdown")),
                        Double.NaN,
                        profitFactor == 999 ? Double.POSITIVE_INFINITY : profitFactor,
                        Golden.number(statistics.get("win_rate")),
                        Golden.number(statistics.get("sharpe_ratio")),
                        Golden.number(statistics.get("sortino_ratio")),
                        Golden.number(statistics.get("calmar_ratio")),
                        (Integer) statistics.get("num_trades"),
                        Golden.number(statistics.get("avg_return"))),
                Golden.number(statistics.get("is_winner")) == 1);
    }

    /** What the ledger would tell of these runs, all on the same bars. */
    public static ValueTallies tallies(List<TestedRun> runs) {
        Map<List<Object>, Long> shared =
                runs.stream().collect(Collectors.groupingBy(GoldenDiscovery::outcome, Collectors.counting()));
        Map<List<Object>, List<TestedRun>> values = new LinkedHashMap<>();
        Map<List<Object>, List<TestedRun>> pairs = new LinkedHashMap<>();
        for (TestedRun run : runs) {
            run.combination().forEach((parameter, value) -> {
                JsonNode node = Json.MAPPER.valueToTree(value);
                values.computeIfAbsent(List.of(parameter, node), key -> new ArrayList<>())
                        .add(run);
                run.combination().forEach((other, otherValue) -> {
                    if (parameter.compareTo(other) < 0) {
                        JsonNode otherNode = Json.MAPPER.valueToTree(otherValue);
                        pairs.computeIfAbsent(List.of(parameter, node, other, otherNode), key -> new ArrayList<>())
                                .add(run);
                    }
                });
            });
        }
        return new ValueTallies(
                tally(runs, shared),
                values.entrySet().stream()
                        .map(e -> new ValueTally(
                                (String) e.getKey().get(0),
                                (JsonNode) e.getKey().get(1),
                                tally(e.getValue(), shared)))
                        .toList(),
                pairs.entrySet().stream()
                        .map(e -> new PairTally(
                                (String) e.getKey().get(0),
                                (JsonNode) e.getKey().get(1),
                                (String) e.getKey().get(2),
                                (JsonNode) e.getKey().get(3),
                                tally(e.getValue(), shared)))
                        .toList(),
                0);
    }

    private static List<Object> outcome(TestedRun run) {
        return List.of(run.statistics(), run.winner());
    }

    private static Tally tally(List<TestedRun> runs, Map<List<Object>, Long> shared) {
        Tally tally = Tally.NONE;
        for (TestedRun run : runs) {
            double share = 1.0 / shared.get(outcome(run));
            double totalReturn = run.statistics().totalReturn();
            tally = tally.plus(
                    run.winner()
                            ? new Tally(1, totalReturn, totalReturn, 0, share, 0)
                            : new Tally(0, 0, Double.NEGATIVE_INFINITY, 1, 0, share));
        }
        return tally;
    }
}
