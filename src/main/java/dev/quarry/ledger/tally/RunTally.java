package dev.quarry.ledger.tally;

import dev.quarry.job.JobFailedException;
import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.query.SetupChoice;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Counts how each value of each parameter, and each two of them, fared in one pass over all runs: they are streamed as
 * numbers, and the index of a run implies its values.
 */
final class RunTally {

    /**
     * One statement, so that all runs are of the same moment. Outcomes with the same figures on the same bars are
     * recognised by a hash of 64 bits; two that collide by chance, one pair in hundreds of millions of outcomes, count
     * as one. Outcomes whose runs are in a file come together, as they are numbered there.
     */
    private static final String RUNS = """
            copy (
                with told as materialized (
                    select o.id, o.setup_id, o.file_id, o.first_index, o.is_winner, o.runs, coalesce(o.total_return, 0) as total_return,
                           hash_record_extended(row(
                               s.exchange, s.symbol, s.timeframe, s.data_digest, o.is_winner, o.total_return,
                               o.max_drawdown, o.max_mark_to_market_drawdown, o.profit_factor, o.win_rate, o.sharpe_ratio, o.sortino_ratio,
                               o.calmar_ratio, o.num_trades, o.avg_return), 0) as outcome
                    from backtest_outcome o join backtest_setup s on s.id = o.setup_id
                    where %s
                ), shared as (
                    select outcome, sum(runs) as runs from told group by outcome
                )
                select t.setup_id, r.grid_index, t.is_winner::integer, t.total_return, 1 / shared.runs::double precision,
                       0::bigint
                from told t join shared using (outcome) join backtest_run r on r.outcome_id = t.id
                union all
                select * from (
                    select t.setup_id, t.first_index, t.is_winner::integer, t.total_return,
                           1 / shared.runs::double precision, t.file_id
                    from told t join shared using (outcome)
                    where t.file_id is not null order by t.file_id, t.first_index) filed
            ) to stdout (format binary)
            """;

    private static final String GRIDS = """
            select id, md5(grid::text) from backtest_setup
            where id > ? and (?::bigint[] is null or id = any (?)) order by id limit ?
            """;

    private static final int HEADER_BYTES = 19;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final int SETUPS_AT_ONCE = 100;
    private static final int RUNS_BETWEEN_CHECKPOINTS = 8192;

    /** How many counts are kept, of values and of pairs: each of them may become a few hundred bytes of the answer. */
    private static final int MAX_CELLS = 1_000_000;

    /** The tallies by grid; discoveries that searched the same grid, on whatever market, share one. */
    private final Map<Long, GridTally> grids = new LinkedHashMap<>();

    private final Runnable checkpoint;

    private RunTally(Runnable checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** @param checkpoint is called often; what it throws ends the work */
    static ValueTallies read(Connection connection, SetupChoice setups, Runnable checkpoint) throws SQLException {
        RunTally tally = new RunTally(checkpoint);
        tally.readGrids(connection, setups);
        tally.readRuns(connection, setups);
        return tally.result();
    }

    private void readGrids(Connection connection, SetupChoice setups) throws SQLException {
        Map<String, GridTally> known = new HashMap<>();
        long last = 0;
        boolean more = true;
        while (more) {
            checkpoint.run();
            more = false;
            Array next = setups.after(connection, last, SETUPS_AT_ONCE);
            try (PreparedStatement statement = connection.prepareStatement(GRIDS)) {
                statement.setLong(1, last);
                statement.setArray(2, next);
                statement.setArray(3, next);
                statement.setInt(4, SETUPS_AT_ONCE);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        more = true;
                        String digest = rows.getString(2);
                        if (!known.containsKey(digest)) {
                            known.put(digest, gridOf(connection, last, known.values()));
                        }
                        grids.put(last, known.get(digest));
                    }
                }
            }
        }
    }

    private static GridTally gridOf(Connection connection, long setup, Collection<GridTally> before)
            throws SQLException {
        int room = MAX_CELLS - before.stream().mapToInt(GridTally::cells).sum();
        try (PreparedStatement statement =
                connection.prepareStatement("select grid from backtest_setup where id = ?")) {
            statement.setLong(1, setup);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                GridTally tally = new GridTally(RunRows.grid(row.getString(1)), room);
                if (tally.cells() > room) {
                    throw new JobFailedException(String.format(
                            Locale.ROOT,
                            "The discoveries have tried more than %,d values together, too many to be counted at once:"
                                    + " name a market, or a timeframe or range of it.",
                            MAX_CELLS));
                }
                return tally;
            }
        }
    }

    /** Runs of a setup that was stored after the grids were read belong to the next analysis. */
    private void readRuns(Connection connection, SetupChoice setups) throws SQLException {
        FiledTally filed = new FiledTally(connection, setups, grids, checkpoint);
        String sql = String.format(Locale.ROOT, RUNS, setups.sql("o.setup_id"));
        try (DataInputStream rows = new DataInputStream(new BufferedInputStream(
                new PGCopyInputStream(connection.unwrap(PGConnection.class), sql), BUFFER_BYTES))) {
            rows.skipNBytes(HEADER_BYTES);
            for (long row = 0; rows.readShort() > 0; row++) {
                if (row % RUNS_BETWEEN_CHECKPOINTS == 0) {
                    checkpoint.run();
                }
                rows.readInt();
                GridTally grid = grids.get(rows.readLong());
                rows.readInt();
                long index = rows.readLong();
                rows.readInt();
                boolean winner = rows.readInt() == 1;
                rows.readInt();
                double totalReturn = rows.readDouble();
                rows.readInt();
                double share = rows.readDouble();
                rows.readInt();
                long file = rows.readLong();
                if (file != 0) {
                    filed.take(file, winner, totalReturn, share);
                } else if (grid != null) {
                    grid.count(index, winner, totalReturn, share);
                }
            }
            filed.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The tallies of all grids together. The same parameter and value may occur in several grids; 70 and 70.0 are the
     * same value. The oldest discovery comes first, so that the order of values is the same each time.
     */
    private ValueTallies result() {
        Tally runs = Tally.NONE;
        Map<List<Object>, ValueTally> values = new LinkedHashMap<>();
        Map<List<Object>, PairTally> pairs = new LinkedHashMap<>();
        int pairsLeftOut = 0;
        for (GridTally grid : new LinkedHashSet<>(grids.values())) {
            checkpoint.run();
            runs = runs.plus(grid.runs());
            grid.ofValues()
                    .forEach(tally ->
                            values.merge(List.of(tally.parameter(), same(tally.value())), tally, ValueTally::plus));
            grid.ofPairs()
                    .forEach(tally -> pairs.merge(
                            List.of(tally.first(), same(tally.firstValue()), tally.second(), same(tally.secondValue())),
                            tally,
                            PairTally::plus));
            pairsLeftOut += grid.pairsLeftOut();
        }
        return new ValueTallies(runs, List.copyOf(values.values()), List.copyOf(pairs.values()), pairsLeftOut);
    }

    private static Object same(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : value;
    }
}
