package dev.quarry.runs;

import dev.quarry.platform.sql.BinaryRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one batch: each distinct outcome once, and a narrow row for each run, both by COPY. Writers of the same market
 * and range take turns, so that a parameter set which two discoveries have in common is stored once.
 */
final class RunBatch {

    /** Hashes cover market and range: parameter sets of different ones cannot meet. Held until the commit. */
    private static final String TAKE_TURNS = """
            select pg_advisory_xact_lock(
                hashtextextended(concat_ws(' ', exchange, symbol, timeframe, start_ts, end_ts), 0))
            from backtest_setup where id = ?
            """;

    private static final String REMOVE_OLD = """
            with removed as (
                delete from backtest_run where params_hash = any (?) returning outcome_id)
            select outcome_id, count(*) from removed group by outcome_id
            """;

    private static final String FORGET_EMPTY = "delete from backtest_outcome where id = ? and runs = ?";

    /** The outcome names the first of the runs that are left. */
    private static final String SHRINK = """
            update backtest_outcome o
            set runs = o.runs - ?, first_index = f.grid_index, first_hash = f.params_hash
            from (select grid_index, params_hash from backtest_run where outcome_id = ? order by grid_index limit 1) f
            where o.id = ?
            """;

    private static final String IDS = "select array_agg(nextval('backtest_outcome_seq')) from generate_series(1, ?)";

    private static final String OUTCOME_COLUMNS =
            "backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, max_drawdown, profit_factor,"
                    + " win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, is_winner)";

    private final long setupId;
    private final List<NewRun> runs;

    RunBatch(long setupId, List<NewRun> runs) {
        this.setupId = setupId;
        this.runs = runs;
    }

    /** @return how many outcomes were written */
    int save(Connection connection) throws SQLException {
        takeTurns(connection);
        removeOld(connection);
        Map<RunStatistics, Outcome> outcomes = new LinkedHashMap<>();
        Outcome[] outcomeOf = new Outcome[runs.size()];
        for (int i = 0; i < outcomeOf.length; i++) {
            NewRun run = runs.get(i);
            outcomeOf[i] = outcomes.computeIfAbsent(run.statistics(), statistics -> new Outcome(run));
            outcomeOf[i].runs++;
        }
        giveIds(connection, outcomes.values());
        BinaryRows.copy(connection, OUTCOME_COLUMNS, rows -> {
            for (Outcome outcome : outcomes.values()) {
                write(rows, outcome);
            }
        });
        BinaryRows.copy(connection, "backtest_run (params_hash, outcome_id, grid_index)", rows -> {
            for (int i = 0; i < outcomeOf.length; i++) {
                NewRun run = runs.get(i);
                rows.row(3).field(run.hash()).field(outcomeOf[i].id).field(run.gridIndex());
            }
        });
        return outcomes.size();
    }

    private void takeTurns(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(TAKE_TURNS)) {
            lock.setLong(1, setupId);
            lock.executeQuery().close();
        }
    }

    private void removeOld(Connection connection) throws SQLException {
        long[] hashes = runs.stream().mapToLong(NewRun::hash).toArray();
        try (PreparedStatement remove = connection.prepareStatement(REMOVE_OLD)) {
            remove.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", Arrays.stream(hashes).boxed().toArray()));
            try (ResultSet rows = remove.executeQuery()) {
                while (rows.next()) {
                    shrink(connection, rows.getLong(1), rows.getInt(2));
                }
            }
        }
    }

    private static void shrink(Connection connection, long outcome, int removed) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_EMPTY)) {
            forget.setLong(1, outcome);
            forget.setInt(2, removed);
            if (forget.executeUpdate() == 1) {
                return;
            }
        }
        try (PreparedStatement shrink = connection.prepareStatement(SHRINK)) {
            shrink.setInt(1, removed);
            shrink.setLong(2, outcome);
            shrink.setLong(3, outcome);
            shrink.executeUpdate();
        }
    }

    private static void giveIds(Connection connection, Collection<Outcome> outcomes) throws SQLException {
        try (PreparedStatement ids = connection.prepareStatement(IDS)) {
            ids.setInt(1, outcomes.size());
            try (ResultSet row = ids.executeQuery()) {
                row.next();
                Long[] given = (Long[]) row.getArray(1).getArray();
                int next = 0;
                for (Outcome outcome : outcomes) {
                    outcome.id = given[next++];
                }
            }
        }
    }

    private void write(BinaryRows rows, Outcome outcome) throws SQLException {
        RunStatistics statistics = outcome.first.statistics();
        rows.row(15)
                .field(outcome.id)
                .field(setupId)
                .field(outcome.runs)
                .field(outcome.first.gridIndex())
                .field(outcome.first.hash())
                .field(statistics.totalReturn())
                .field(statistics.maxDrawdown())
                .field(statistics.profitFactor())
                .field(statistics.winRate())
                .field(statistics.sharpeRatio())
                .field(statistics.sortinoRatio())
                .field(statistics.calmarRatio())
                .field(statistics.numTrades())
                .field(statistics.avgReturn())
                .field(outcome.first.winner());
    }

    /** What several runs of the batch came to. */
    private static final class Outcome {
        private final NewRun first;
        private int runs;
        private long id;

        private Outcome(NewRun first) {
            this.first = first;
        }
    }
}
