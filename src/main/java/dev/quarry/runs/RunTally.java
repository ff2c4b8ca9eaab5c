package dev.quarry.runs;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Counts how each value of each parameter, and each two of them, fared in one pass over all runs: they stream in as
 * numbers, and the index of a run tells which values it took.
 */
final class RunTally {

    /**
     * One statement, so that all runs are of the same moment. Outcomes with the same figures on the same bars are told
     * by a hash of 64 bits; two that meet by chance, one pair in hundreds of millions of outcomes, count as one.
     */
    private static final String RUNS = """
            copy (
                with told as materialized (
                    select o.id, o.setup_id, o.is_winner, o.runs, coalesce(o.total_return, 0) as total_return,
                           hash_record_extended(row(
                               s.exchange, s.symbol, s.timeframe, s.data_digest, o.is_winner, o.total_return,
                               o.max_drawdown, o.max_mark_to_market_drawdown, o.profit_factor, o.win_rate, o.sharpe_ratio, o.sortino_ratio,
                               o.calmar_ratio, o.num_trades, o.avg_return), 0) as outcome
                    from backtest_outcome o join backtest_setup s on s.id = o.setup_id
                    where %s
                ), shared as (
                    select outcome, sum(runs) as runs from told group by outcome
                )
                select t.setup_id, r.grid_index, t.is_winner::integer, t.total_return, 1 / shared.runs::double precision
                from told t join shared using (outcome) join backtest_run r on r.outcome_id = t.id
            ) to stdout (format binary)
            """;

    private static final int HEADER_BYTES = 19;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Map<Long, GridTally> grids = new HashMap<>();

    private RunTally() {}

    static ValueTallies read(Connection connection, SetupChoice setups) throws SQLException {
        RunTally tally = new RunTally();
        tally.readGrids(connection, setups);
        tally.readRuns(connection, setups);
        return tally.result();
    }

    private void readGrids(Connection connection, SetupChoice setups) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id, grid from backtest_setup where " + setups.sql("id") + " order by id")) {
            while (rows.next()) {
                grids.put(rows.getLong(1), new GridTally(RunRows.grid(rows.getString(2))));
            }
        }
    }

    /** Runs of a setup that came in since the grids were read belong to the next analysis. */
    private void readRuns(Connection connection, SetupChoice setups) throws SQLException {
        String sql = String.format(Locale.ROOT, RUNS, setups.sql("o.setup_id"));
        try (DataInputStream rows = new DataInputStream(new BufferedInputStream(
                new PGCopyInputStream(connection.unwrap(PGConnection.class), sql), BUFFER_BYTES))) {
            rows.skipNBytes(HEADER_BYTES);
            while (rows.readShort() > 0) {
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
                if (grid != null) {
                    grid.count(index, winner, totalReturn, share);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same parameter and value may stand in several grids; 70 and 70.0 are the same value. */
    private ValueTallies result() {
        Tally runs = Tally.NONE;
        Map<List<Object>, ValueTally> values = new LinkedHashMap<>();
        Map<List<Object>, PairTally> pairs = new LinkedHashMap<>();
        int pairsLeftOut = 0;
        for (GridTally grid : inOrder()) {
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

    /** By the age of the discovery, so that the order of values is the same each time. */
    private List<GridTally> inOrder() {
        return grids.keySet().stream().sorted().map(grids::get).toList();
    }

    private static Object same(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : value;
    }
}
