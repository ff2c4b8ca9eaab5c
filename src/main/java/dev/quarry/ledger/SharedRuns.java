package dev.quarry.ledger;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether the ledger can contain parameter sets of a search, or be about to: setups are registered before their runs are
 * written. Another search of the same market and range has
 * some in common only when both name the same parameters and have a value of each in common. Most searches differ in a
 * base parameter, and then no run need be looked up.
 */
final class SharedRuns {

    private static final String OTHERS = """
            select id, base_params, grid, strategy_digest from backtest_setup
            where exchange = ? and symbol = ? and timeframe = ? and start_ts = ? and end_ts = ? and id <> all (?)
            limit 20
            """;

    private final Database database;
    private final MarketWindow window;
    private final Map<String, Set<String>> texts;
    private final Set<Long> looked = new HashSet<>();
    private boolean possible;

    SharedRuns(Database database, RunSetup setup) {
        this.database = database;
        this.window = setup.window();
        this.texts = texts(setup.hashed(), setup.grid());
    }

    /** Ignores a setup from now on. */
    void leaveOut(long setupId) {
        looked.add(setupId);
    }

    /** Whether the ledger can contain any at present; once it can, it always can. */
    boolean possible() {
        // A few at a time: each has a whole grid.
        boolean more = !possible;
        while (more) {
            long[] leftOut = looked.stream().mapToLong(Long::longValue).toArray();
            List<Boolean> met = database.query(
                    OTHERS,
                    this::meets,
                    window.exchange(),
                    window.symbol(),
                    window.timeframe(),
                    window.startTs(),
                    window.endTs(),
                    leftOut);
            possible = met.contains(true);
            more = !possible && !met.isEmpty();
        }
        return possible;
    }

    private boolean meets(ResultSet row) throws SQLException {
        looked.add(row.getLong("id"));
        String digest = row.getString("strategy_digest");
        Map<String, Object> base = RunRows.parameters(row.getString("base_params"));
        Map<String, Set<String>> others = texts(
                RunHash.hashed(window, base, digest == null ? "" : digest),
                RunRows.grid(row.getString("grid")).values());
        return texts.keySet().equals(others.keySet())
                && texts.entrySet().stream()
                        .allMatch(entry -> others.get(entry.getKey()).stream().anyMatch(entry.getValue()::contains));
    }

    /** The values of each parameter as they are written, since 70 and 70.0 have different hashes. */
    private static Map<String, Set<String>> texts(Map<String, Object> hashed, Map<String, List<Object>> grid) {
        Map<String, Set<String>> values = new HashMap<>();
        hashed.forEach((name, value) -> values.put(name, Set.of(text(value))));
        grid.forEach((name, list) ->
                values.put(name, list.stream().map(SharedRuns::text).collect(Collectors.toSet())));
        return values;
    }

    private static String text(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }
}
