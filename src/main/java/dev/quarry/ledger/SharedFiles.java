package dev.quarry.ledger;

import dev.quarry.platform.sql.BinaryRows;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import dev.quarry.sweep.GridHashes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.LongStream;

/**
 * The files that may hold parameter sets of a search. A hash cannot be looked up there; a place can, and the place that a parameter
 * set has in the grid of another search is told by arithmetic.
 */
public final class SharedFiles {

    private static final String WITH_FILES = """
            select * from backtest_setup s
            where exchange = ? and symbol = ? and timeframe = ? and start_ts = ? and end_ts = ? and id <> all (?)
                and exists (select from backtest_file f where f.setup_id = s.id)
            limit 20
            """;

    private static final String FILES = "select " + RunFile.COLUMNS
            + " from backtest_file f where f.setup_id = ? and f.first_index <= ? and f.last_index >= ? order by f.id";

    private static final String OUTCOMES = """
            select o.*, s.job_id, s.data_digest, s.engine_version
            from backtest_outcome o join backtest_setup s on s.id = o.setup_id
            where o.file_id = ? and o.first_index = any (?)
            """;

    private static final String IDS =
            "select id from backtest_outcome where file_id = ? order by first_index for update";

    private final Database database;
    private final RunSetup setup;
    private final Set<Long> looked = new HashSet<>();
    private final List<Shared> shared = new ArrayList<>();
    private FiledRuns last;

    SharedFiles(Database database, RunSetup setup) {
        this.database = database;
        this.setup = setup;
    }

    private record Shared(long id, RunSetup setup, GridTranslation translation) {}

    /**
     * Tells what is known of places of the search's grid.
     *
     * @param known takes a run and where its place stands among these
     */
    public void known(long[] indexes, ObjLongConsumer<KnownRun> known) {
        for (Shared other : shared()) {
            long[] there =
                    Arrays.stream(indexes).map(other.translation()::translate).toArray();
            for (RunFile file : files(other.id(), there)) {
                // In a store of objects, where they are not looked for.
                if (file.path().isPresent()) {
                    known(open(file), there, known);
                }
            }
        }
    }

    private void known(FiledRuns runs, long[] indexes, ObjLongConsumer<KnownRun> known) {
        Map<Integer, List<Integer>> positions = new HashMap<>();
        for (int k = 0; k < indexes.length; k++) {
            int row = indexes[k] < 0 ? -1 : runs.row(indexes[k]);
            if (row >= 0) {
                positions
                        .computeIfAbsent(runs.outcome(row), outcome -> new ArrayList<>())
                        .add(k);
            }
        }
        long[] firsts = positions.keySet().stream().mapToLong(runs::first).toArray();
        database.query(
                OUTCOMES,
                row -> {
                    KnownRun run = RunRows.known(row);
                    positions
                            .get(runs.outcomeOf(row.getLong("first_index")))
                            .forEach(position -> known.accept(run, position));
                    return true;
                },
                runs.file().id(),
                firsts);
    }

    /** The one that was read last is wanted again mostly: places are asked for in the order of the grid. */
    private FiledRuns open(RunFile file) {
        if (last == null || last.file().id() != file.id()) {
            last = file.open();
        }
        return last;
    }

    /**
     * Makes rows of other searches' files of which runs at these places would be tested twice, in the caller's transaction: rows
     * can be taken out one by one. What is in a store of objects is forgotten as a whole.
     */
    void makeRows(Connection connection, long own, long[] indexes) throws SQLException {
        for (Shared other : shared()) {
            if (other.id() != own) {
                long[] there = Arrays.stream(indexes)
                        .map(other.translation()::translate)
                        .toArray();
                for (RunFile file : files(other.id(), there)) {
                    if (file.path().isPresent()) {
                        copy(connection, file.open(), other.setup());
                        run(connection, "update backtest_outcome set file_id = null where file_id = ?", file.id());
                    } else {
                        run(connection, "delete from backtest_outcome where file_id = ?", file.id());
                    }
                    run(connection, "delete from backtest_file where id = ?", file.id());
                }
            }
        }
    }

    private static void run(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    private static void copy(Connection connection, FiledRuns runs, RunSetup of) throws SQLException {
        long[] ids = new long[runs.outcomes()];
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            statement.setLong(1, runs.file().id());
            try (ResultSet rows = statement.executeQuery()) {
                for (int k = 0; rows.next(); k++) {
                    ids[k] = rows.getLong(1);
                }
            }
        }
        GridHashes hashes = new GridHashes(of.grid(), of.hashed());
        BinaryRows.copy(connection, "backtest_run (params_hash, outcome_id, grid_index)", rows -> {
            for (int row = 0; row < runs.size(); row++) {
                rows.row(3)
                        .field(hashes.hash(runs.index(row)))
                        .field(ids[runs.outcome(row)])
                        .field(runs.index(row));
            }
        });
    }

    /** Those files between whose first and last place any of these lies. */
    private List<RunFile> files(long setupId, long[] there) {
        long[] places =
                LongStream.of(there).filter(place -> place >= 0).sorted().toArray();
        if (places.length == 0) {
            return List.of();
        }
        return database.query(FILES, RunFile::read, setupId, places[places.length - 1], places[0]).stream()
                .filter(file -> {
                    int at = Arrays.binarySearch(places, file.firstIndex());
                    int next = at < 0 ? -at - 1 : at;
                    return next < places.length && file.spans(places[next]);
                })
                .toList();
    }

    /** A few at a time: each has a whole grid. */
    private List<Shared> shared() {
        MarketWindow window = setup.window();
        boolean more = true;
        while (more) {
            more = !database.query(
                            WITH_FILES,
                            this::look,
                            window.exchange(),
                            window.symbol(),
                            window.timeframe(),
                            window.startTs(),
                            window.endTs(),
                            looked.stream().mapToLong(Long::longValue).toArray())
                    .isEmpty();
        }
        return shared;
    }

    private boolean look(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        looked.add(id);
        RunSetup other = RunRows.setup(row);
        return GridTranslation.of(setup, other)
                .map(translation -> shared.add(new Shared(id, other, translation)))
                .orElse(false);
    }
}
