package dev.quarry.ledger;

import dev.quarry.platform.sql.BinaryRows;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import dev.quarry.sweep.remote.WrittenRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Writes the runs of one attempt at a job: each distinct outcome of a batch once, and a narrow row for each run, both
 * by COPY. Writers at the same time are those whose runs nobody else can have, such as parts of one search. Others take turns, see
 * {@link MarketTurns}, so that a parameter set which two jobs have in common is stored once; a newer test replaces the older.
 */
public final class RunWriter {

    /** Removes older runs of the same parameter sets, and returns the outcomes that have runs left. */
    private static final String REMOVE_OLD = """
            with removed as (
                delete from backtest_run where params_hash = any (?) returning outcome_id
            ), counted as (
                select outcome_id, count(*) as runs from removed group by outcome_id
            ), forgotten as (
                delete from backtest_outcome o using counted c where o.id = c.outcome_id and o.runs = c.runs
            )
            update backtest_outcome o set runs = o.runs - c.runs
            from counted c where o.id = c.outcome_id and o.runs > c.runs
            returning o.id
            """;

    /** Makes outcomes name the first of the runs that are left. */
    private static final String NAME_FIRST = """
            update backtest_outcome o set first_index = f.grid_index, first_hash = f.params_hash
            from (
                select distinct on (outcome_id) outcome_id, grid_index, params_hash
                from backtest_run where outcome_id = any (?) order by outcome_id, grid_index) f
            where o.id = f.outcome_id
            """;

    private static final String IDS = "select array_agg(nextval('backtest_outcome_seq')) from generate_series(1, ?)";

    private static final String OUTCOME_COLUMNS =
            "backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, max_drawdown,"
                    + " max_mark_to_market_drawdown, profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, is_winner%s)";

    private static final String REGISTER = """
            insert into backtest_file (setup_id, job_id, location, first_index, last_index, runs, bytes, digest,
                                       engine_version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
            """;

    private final Database database;
    private final long setupId;
    private final MarketWindow window;
    private final boolean again;
    private final MarketTurns turns;
    private final RunSetup setup;
    private final SharedRuns shared;
    private final SharedFiles files;

    RunWriter(Database database, long setupId, RunSetup setup, boolean again) {
        this.database = database;
        this.setupId = setupId;
        this.window = setup.window();
        this.again = again;
        this.turns = new MarketTurns(database);
        this.setup = setup;
        this.shared = new SharedRuns(database, setup);
        this.files = new SharedFiles(database, setup);
        shared.leaveOut(setupId);
    }

    /**
     * Stores a batch whose hashes are computed, in the caller's transaction; no combination may occur twice in an
     * attempt.
     */
    public void save(RunBatch batch) {
        if (batch.size() > 0) {
            boolean meets = takeTurn();
            database.call(connection -> save(connection, batch, meets));
        }
    }

    /**
     * The same for a batch whose runs are in a file: it is registered, and what the ledger has of runs beside themselves is
     * stored.
     *
     * @throws IllegalArgumentException where the file holds something else than the batch
     */
    public void save(RunBatch batch, WrittenRange file) {
        if (file.runs() != batch.size() || file.outcomes() != batch.outcomes().size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has %d runs of %d outcomes, and should have %d of %d",
                    file.location(),
                    file.runs(),
                    file.outcomes(),
                    batch.size(),
                    batch.outcomes().size()));
        }
        if (batch.size() > 0) {
            boolean meets = takeTurn();
            database.call(connection -> {
                if (meets) {
                    removeOld(connection, batch);
                }
                saveOutcomes(connection, batch, OptionalLong.of(register(connection, batch, file)));
                return batch.size();
            });
        }
    }

    private long register(Connection connection, RunBatch batch, WrittenRange file) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setLong(1, setupId);
            statement.setLong(2, setup.jobId());
            statement.setString(3, file.location());
            statement.setLong(4, batch.index(0));
            statement.setLong(5, batch.index(batch.size() - 1));
            statement.setInt(6, file.runs());
            statement.setLong(7, file.bytes());
            statement.setString(8, file.digest());
            statement.setString(9, setup.engineVersion());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private int save(Connection connection, RunBatch batch, boolean meets) throws SQLException {
        if (meets) {
            removeOld(connection, batch);
        }
        saveOutcomes(connection, batch, OptionalLong.empty());
        BinaryRows.copy(connection, "backtest_run (params_hash, outcome_id, grid_index)", rows -> {
            for (int run : batch.byOutcome()) {
                rows.row(3)
                        .field(batch.hash(run))
                        .field(batch.outcomes().get(batch.outcomeOf(run)).id)
                        .field(batch.index(run));
            }
        });
        return batch.outcomes().size();
    }

    /** @param file where the runs are; empty where they are rows */
    private void saveOutcomes(Connection connection, RunBatch batch, OptionalLong file) throws SQLException {
        giveIds(connection, batch.outcomes());
        String columns = String.format(Locale.ROOT, OUTCOME_COLUMNS, file.isPresent() ? ", file_id" : "");
        BinaryRows.copy(connection, columns, rows -> {
            for (RunBatch.Outcome outcome : batch.outcomes()) {
                write(rows.row(file.isPresent() ? 17 : 16), batch, outcome);
                if (file.isPresent()) {
                    rows.field(file.getAsLong());
                }
            }
        });
    }

    private void removeOld(Connection connection, RunBatch batch) throws SQLException {
        files.makeRows(connection, setupId, batch.indexes());
        removeOld(connection, batch.hashes());
    }

    /**
     * Returns whether the ledger may have runs of the same parameter sets: the look-ups take most of the time of a batch. An earlier
     * attempt, which may still be writing the same runs, is waited for.
     */
    private boolean takeTurn() {
        if (again) {
            turns.take(window);
            return true;
        }
        turns.share(window);
        boolean meets = shared.possible();
        if (meets) {
            turns.takeAmongSharing(window);
        }
        return meets;
    }

    private static void removeOld(Connection connection, long[] hashes) throws SQLException {
        List<Long> left = new ArrayList<>();
        try (PreparedStatement remove = connection.prepareStatement(REMOVE_OLD)) {
            remove.setArray(1, Database.bigints(connection, hashes));
            try (ResultSet rows = remove.executeQuery()) {
                while (rows.next()) {
                    left.add(rows.getLong(1));
                }
            }
        }
        if (!left.isEmpty()) {
            try (PreparedStatement name = connection.prepareStatement(NAME_FIRST)) {
                name.setArray(1, connection.createArrayOf("int8", left.toArray()));
                name.executeUpdate();
            }
        }
    }

    private static void giveIds(Connection connection, List<RunBatch.Outcome> outcomes) throws SQLException {
        try (PreparedStatement ids = connection.prepareStatement(IDS)) {
            ids.setInt(1, outcomes.size());
            try (ResultSet row = ids.executeQuery()) {
                row.next();
                Long[] given = (Long[]) row.getArray(1).getArray();
                // Ascending with the place in the batch, also where another session draws from the sequence.
                Arrays.sort(given);
                for (int i = 0; i < given.length; i++) {
                    outcomes.get(i).id = given[i];
                }
            }
        }
    }

    private void write(BinaryRows rows, RunBatch batch, RunBatch.Outcome outcome) throws SQLException {
        RunStatistics statistics = outcome.statistics;
        rows.field(outcome.id)
                .field(setupId)
                .field(outcome.runs)
                .field(batch.index(outcome.first))
                .field(batch.hash(outcome.first))
                .field(statistics.totalReturn())
                .field(statistics.maxDrawdown())
                .field(statistics.maxMarkToMarketDrawdown())
                .field(statistics.profitFactor())
                .field(statistics.winRate())
                .field(statistics.sharpeRatio())
                .field(statistics.sortinoRatio())
                .field(statistics.calmarRatio())
                .field(statistics.numTrades())
                .field(statistics.avgReturn())
                .field(outcome.winner);
    }
}
