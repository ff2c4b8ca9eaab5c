package dev.quarry.ledger.tally;

import dev.quarry.ledger.FiledRuns;
import dev.quarry.ledger.RunFile;
import dev.quarry.ledger.query.SetupChoice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts the runs that are in files: the outcomes of a file are told one after the other, then its runs are counted. */
final class FiledTally {

    private static final String FILES = "select " + RunFile.COLUMNS + " from backtest_file f where ";

    private final Map<Long, RunFile> files = new HashMap<>();
    private final Map<Long, GridTally> grids;
    private final Runnable checkpoint;
    private long current;
    private int outcomes;
    private boolean[] winners = new boolean[1024];
    private double[] returns = new double[1024];
    private double[] shares = new double[1024];

    /** @param grids the tallies, by setup */
    FiledTally(Connection connection, SetupChoice setups, Map<Long, GridTally> grids, Runnable checkpoint)
            throws SQLException {
        this.grids = grids;
        this.checkpoint = checkpoint;
        try (PreparedStatement statement = connection.prepareStatement(FILES + setups.sql("f.setup_id"));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                files.put(rows.getLong(1), RunFile.read(rows));
            }
        }
    }

    /** Takes the next outcome of a file. */
    void take(long file, boolean winner, double totalReturn, double share) {
        if (file != current) {
            finish();
            current = file;
        }
        if (outcomes == winners.length) {
            winners = Arrays.copyOf(winners, 2 * outcomes);
            returns = Arrays.copyOf(returns, 2 * outcomes);
            shares = Arrays.copyOf(shares, 2 * outcomes);
        }
        winners[outcomes] = winner;
        returns[outcomes] = totalReturn;
        shares[outcomes++] = share;
    }

    /** Counts the runs of the file whose outcomes were taken. One that was registered since belongs to the next analysis. */
    void finish() {
        RunFile file = files.get(current);
        GridTally grid = file == null ? null : grids.get(file.setupId());
        if (grid != null) {
            checkpoint.run();
            FiledRuns runs = file.open();
            if (runs.outcomes() != outcomes) {
                throw new IllegalStateException(
                        file.location() + " has " + runs.outcomes() + " outcomes, the ledger " + outcomes);
            }
            for (int row = 0; row < runs.size(); row++) {
                int outcome = runs.outcome(row);
                grid.count(runs.index(row), winners[outcome], returns[outcome], shares[outcome]);
            }
        }
        current = 0;
        outcomes = 0;
    }
}
