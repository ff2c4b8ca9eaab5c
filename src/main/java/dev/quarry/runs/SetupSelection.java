package dev.quarry.runs;

import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The discoveries that a filter concerns, and what it asks of a place in the grid of each: a value of a parameter is told
 * from the index, so no run has to carry its parameters.
 */
final class SetupSelection {

    private static final String SETUPS = "select s.id, s.start_ts, s.end_ts%s from backtest_setup s where "
            + MarketFilter.SQL + " and (?::bigint is null or s.job_id = ?) order by s.id";

    private static final String CONDITION_ON_PLACE = ", s.base_params, s.grid";

    private final boolean everything;
    private final boolean byPlace;
    private final Map<String, List<Long>> setupsByCondition;

    private SetupSelection(boolean everything, boolean byPlace, Map<String, List<Long>> setupsByCondition) {
        this.everything = everything;
        this.byPlace = byPlace;
        this.setupsByCondition = setupsByCondition;
    }

    static SetupSelection of(Database database, RunFilter filter) {
        if (!filter.concernsSetups()) {
            return new SetupSelection(true, false, Map.of());
        }
        MarketFilter market = filter.market();
        boolean byValue = !filter.parameters().isEmpty();
        Map<String, List<Long>> setups = new LinkedHashMap<>();
        boolean[] byPlace = {false};
        List<Long> all = database.query(
                SETUPS.formatted(byValue ? CONDITION_ON_PLACE : ""),
                row -> {
                    long id = row.getLong(1);
                    if (isInRange(filter, row)) {
                        Optional<String> condition = byValue ? condition(filter, row) : Optional.of("");
                        condition.ifPresent(sql -> {
                            byPlace[0] |= !sql.isEmpty();
                            setups.computeIfAbsent(sql, none -> new ArrayList<>())
                                    .add(id);
                        });
                    }
                    return id;
                },
                market.exchange(),
                market.exchange(),
                market.symbol(),
                market.symbol(),
                market.timeframe(),
                market.timeframe(),
                filter.jobId(),
                filter.jobId());
        return new SetupSelection(coversLedger(database, all, setups), byPlace[0], setups);
    }

    /** A condition that every outcome meets would only mislead the planner. */
    private static boolean coversLedger(Database database, List<Long> asked, Map<String, List<Long>> setups) {
        long matching = setups.getOrDefault("", List.of()).size();
        return matching > 0
                && setups.size() == 1
                && matching == asked.size()
                && database.first("select count(*) from backtest_setup", row -> row.getLong(1))
                                .orElseThrow()
                        == matching;
    }

    /** Whether no run can match. */
    boolean isEmpty() {
        return !everything && setupsByCondition.isEmpty();
    }

    /** Whether the place of a run in its grid matters. */
    boolean isByPlace() {
        return byPlace;
    }

    /**
     * The condition on a setup and a place in its grid, given by their columns; empty when there is none. Everything in it
     * is a number, so it needs no arguments.
     */
    Optional<String> sql(String setup, String index) {
        if (everything) {
            return Optional.empty();
        }
        return Optional.of(setupsByCondition.entrySet().stream()
                .map(entry -> setup + " in (" + list(entry.getValue()) + ")"
                        + entry.getKey().replace("$", index))
                .collect(Collectors.joining(" or ", "(", ")")));
    }

    /** What is asked of a place in the grid of that setup, beginning with "and"; empty when every place will do. */
    String condition(long setup, String index) {
        return setupsByCondition.entrySet().stream()
                .filter(entry -> entry.getValue().contains(setup))
                .map(entry -> entry.getKey().replace("$", index))
                .findFirst()
                .orElse(" and false");
    }

    /** The condition on a setup alone, which is weaker; empty when there is none. */
    Optional<String> sql(String setup) {
        if (everything) {
            return Optional.empty();
        }
        List<Long> all = setupsByCondition.values().stream()
                .flatMap(List::stream)
                .sorted()
                .toList();
        return Optional.of(setup + " in (" + list(all) + ")");
    }

    static String list(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static boolean isInRange(RunFilter filter, ResultSet row) throws SQLException {
        return isSame(filter.startTs(), row.getString(2)) && isSame(filter.endTs(), row.getString(3));
    }

    private static boolean isSame(String wanted, String stored) {
        return wanted == null
                || wanted.equals(stored)
                || Timestamps.parse(wanted)
                        .filter(time ->
                                Timestamps.parse(stored).filter(time::isEqual).isPresent())
                        .isPresent();
    }

    /** What places of the grid must meet, with {@code $} for the index; empty when no place of it can. */
    private static Optional<String> condition(RunFilter filter, ResultSet row) throws SQLException {
        Map<String, Object> base = RunRows.parameters(row.getString("base_params"));
        StoredGrid grid = RunRows.grid(row.getString("grid"));
        StringBuilder condition = new StringBuilder();
        for (Map.Entry<String, List<WantedValue>> wanted : filter.parameters().entrySet()) {
            String name = wanted.getKey();
            if (grid.values().containsKey(name)) {
                List<Integer> choices = choices(grid.values().get(name), wanted.getValue());
                if (choices.isEmpty()) {
                    return Optional.empty();
                }
                if (choices.size() < grid.values().get(name).size()) {
                    condition.append(" and ").append(condition(grid, name, choices));
                }
            } else if (!base.containsKey(name) || !matches(wanted.getValue(), base.get(name))) {
                return Optional.empty();
            }
        }
        return Optional.of(condition.toString());
    }

    private static String condition(StoredGrid grid, String name, List<Integer> choices) {
        return "$ / %d %% %d in (%s)"
                .formatted(
                        grid.stride(name),
                        grid.values().get(name).size(),
                        choices.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static List<Integer> choices(List<Object> values, List<WantedValue> wanted) {
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (matches(wanted, values.get(i))) {
                choices.add(i);
            }
        }
        return choices;
    }

    private static boolean matches(List<WantedValue> wanted, Object stored) {
        return wanted.stream().anyMatch(value -> value.matches(stored));
    }
}
