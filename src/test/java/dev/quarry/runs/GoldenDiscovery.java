package dev.quarry.runs;

import dev.quarry.backtest.Golden;
import dev.quarry.platform.json.Json;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
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
                Combinations.distinct(Grid.of(gridValues())).indexes();
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
                        profitFactor == 999 ? Double.POSITIVE_INFINITY : profitFactor,
                        Golden.number(statistics.get("win_rate")),
                        Golden.number(statistics.get("sharpe_ratio")),
                        Golden.number(statistics.get("sortino_ratio")),
                        Golden.number(statistics.get("calmar_ratio")),
                        (Integer) statistics.get("num_trades"),
                        Golden.number(statistics.get("avg_return"))),
                Golden.number(statistics.get("is_winner")) == 1);
    }

    /** What the ledger would tell of these runs. */
    public static ValueTallies tallies(List<TestedRun> runs) {
        Map<String, Map<JsonNode, List<TestedRun>>> byValue = new LinkedHashMap<>();
        for (TestedRun run : runs) {
            run.combination()
                    .forEach((parameter, value) -> byValue.computeIfAbsent(parameter, p -> new LinkedHashMap<>())
                            .computeIfAbsent(Json.MAPPER.valueToTree(value), v -> new ArrayList<>())
                            .add(run));
        }
        List<ValueTally> tallies = new ArrayList<>();
        byValue.forEach((parameter, values) -> values.forEach((value, with) -> tallies.add(
                new ValueTally(parameter, value, winners(with), returnSum(with), with.size() - winners(with)))));
        return new ValueTallies(winners(runs), returnSum(runs), tallies);
    }

    private static long winners(List<TestedRun> runs) {
        return runs.stream().filter(TestedRun::winner).count();
    }

    private static double returnSum(List<TestedRun> runs) {
        return runs.stream()
                .filter(TestedRun::winner)
                .mapToDouble(run -> run.statistics().totalReturn())
                .sum();
    }
}
