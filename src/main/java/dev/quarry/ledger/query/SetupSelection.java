package dev.quarry.ledger.query;

import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredGrid;
import dev.quarry.platform.sql.Database;
import dev.quarry.sweep.GridHashes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The discoveries that a filter selects, and its condition on places in the grid of each. */
final class SetupSelection {

    private static final String SETUPS = "select %s from backtest_setup s where " + MarketFilter.SQL
            + " and (?::bigint is null or s.job_id = ?) and s.id > ? order by s.id limit 500";

    /** Every discovery. */
    static final SetupSelection ALL = new SetupSelection(true, Map.of(), Map.of(), null);

    private final boolean everything;
    private final Map<Long, String> conditions;
    private final Map<Long, GridPlaces> places;
    private final long[] hashes;

    /**
     * @param conditions the conditions on a place, with {@code $} for the index, by setup
     * @param places the same conditions for use without the database; empty when every place matches
     * @param hashes the hashes of all matching places; null when they are many
     */
    private SetupSelection(
            boolean everything, Map<Long, String> conditions, Map<Long, GridPlaces> places, long[] hashes) {
        this.everything = everything;
        this.conditions = conditions;
        this.places = places;
        this.hashes = hashes;
    }

    /** @param few up to how many places are looked up by their hashes */
    static SetupSelection of(Database database, RunFilter given, long few) {
        RunFilter filter = given.of(given.market().simplified(database));
        if (!filter.concernsSetups()) {
            return ALL;
        }
        return filter.parameters().isEmpty() ? byMarket(database, filter) : byValue(database, filter, few);
    }

    private static SetupSelection byMarket(Database database, RunFilter filter) {
        Map<Long, String> conditions = new LinkedHashMap<>();
        read(database, filter, "s.id, s.start_ts, s.end_ts", row -> conditions.put(row.getLong("id"), ""));
        long all = database.first("select count(*) from backtest_setup", row -> row.getLong(1))
                .orElseThrow();
        // A condition that every outcome meets would only mislead the planner.
        return new SetupSelection(!conditions.isEmpty() && conditions.size() == all, conditions, Map.of(), null);
    }

    private static SetupSelection byValue(Database database, RunFilter filter, long few) {
        Map<Long, String> conditions = new LinkedHashMap<>();
        Map<Long, GridPlaces> places = new LinkedHashMap<>();
        Map<Long, RunSetup> setups = new LinkedHashMap<>();
        long[] many = {0};
        read(database, filter, "s.*", row -> {
            RunSetup setup = RunRows.setup(row);
            long id = row.getLong("id");
            Optional<GridPlaces> found =
                    GridPlaces.of(new StoredGrid(setup.grid()), setup.baseParams(), filter.parameters());
            found.ifPresent(these -> {
                conditions.put(id, these.sql("$"));
                places.put(id, these);
                many[0] += these.size();
                if (many[0] > few) {
                    setups.clear();
                } else {
                    setups.put(id, setup);
                }
            });
            return id;
        });
        return new SetupSelection(false, conditions, places, hashes(setups, places, few));
    }

    private static void read(Database database, RunFilter filter, String columns, RowOfSetup reader) {
        MarketFilter market = filter.market();
        String sql = String.format(Locale.ROOT, SETUPS, columns);
        // A page at a time: each has a whole grid, and there is one for each discovery ever.
        for (Long last = 0L; last != null; ) {
            List<Long> ids = database.query(
                    sql,
                    row -> {
                        if (market.means(row.getString("start_ts"), row.getString("end_ts"))) {
                            reader.read(row);
                        }
                        return row.getLong("id");
                    },
                    market.arguments(filter.jobId(), filter.jobId(), last));
            last = ids.isEmpty() ? null : ids.get(ids.size() - 1);
        }
    }

    private interface RowOfSetup {
        Object read(ResultSet row) throws SQLException;
    }

    private static long[] hashes(Map<Long, RunSetup> setups, Map<Long, GridPlaces> places, long few) {
        if (places.values().stream().mapToLong(GridPlaces::size).sum() > few) {
            return null;
        }
        LongStream hashes = LongStream.empty();
        for (Map.Entry<Long, GridPlaces> entry : places.entrySet()) {
            RunSetup setup = setups.get(entry.getKey());
            GridHashes known = new GridHashes(setup.grid(), setup.hashed());
            hashes = LongStream.concat(hashes, entry.getValue().indexes().map(known::hash));
        }
        return hashes.distinct().toArray();
    }

    /** Whether no run can match. */
    boolean isEmpty() {
        return !everything && conditions.isEmpty();
    }

    /** Whether the place of a run in its grid matters. */
    boolean isByPlace() {
        return conditions.values().stream().anyMatch(condition -> !condition.isEmpty());
    }

    /** Whether a place in the grid of that setup matches. */
    boolean has(long setup, long index) {
        GridPlaces counting = places.get(setup);
        return counting == null || counting.has(index);
    }

    /** The hashes that matching runs can have, when they are few. */
    Optional<long[]> fewHashes() {
        return Optional.ofNullable(hashes);
    }

    /** The condition on a place in the grid of that setup, beginning with "and"; empty when every place matches. */
    String condition(long setup, String index) {
        return conditions.getOrDefault(setup, "").replace("$", index);
    }

    /** The condition on a setup and a place in its grid, given by their columns; empty when there is none. */
    Optional<String> sql(String setup, String index) {
        if (everything) {
            return Optional.empty();
        }
        Map<String, List<Long>> setupsOf = conditions.keySet().stream()
                .collect(Collectors.groupingBy(conditions::get, TreeMap::new, Collectors.toList()));
        return Optional.of(setupsOf.entrySet().stream()
                .map(entry -> setup + " in (" + list(entry.getValue()) + ")"
                        + entry.getKey().replace("$", index))
                .collect(Collectors.joining(" or ", "(", ")")));
    }

    /** The weaker condition on a setup alone; empty when there is none. */
    Optional<String> sql(String setup) {
        return everything
                ? Optional.empty()
                : Optional.of(setup + " in (" + list(List.copyOf(conditions.keySet())) + ")");
    }

    static String list(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
