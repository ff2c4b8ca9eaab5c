package dev.quarry.ledger.query;

import dev.quarry.ledger.RunStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * An outcome as it is read by the million.
 *
 * @param setupId the key of what its runs share
 * @param firstIndex the place of the first of its runs in the grid
 * @param testedAtMicros microseconds since the epoch
 * @param winner whether it met the win criteria by which it was judged last
 */
public record StreamedOutcome(
        long id, long setupId, long firstIndex, long testedAtMicros, boolean winner, RunStatistics statistics) {

    /** The columns that {@link #read} reads, by their places, of an outcome {@code o}. */
    static final String COLUMNS = """
            o.id, o.setup_id, o.first_index, o.run_timestamp, o.is_winner, o.total_return, o.max_drawdown,
            o.max_mark_to_market_drawdown, o.profit_factor, o.win_rate, o.sharpe_ratio, o.sortino_ratio, o.calmar_ratio,
            o.num_trades, o.avg_return""";

    /** The place of the first column behind those. */
    static final int NEXT = 16;

    /** A row of {@link #COLUMNS}. */
    static StreamedOutcome read(ResultSet row) throws SQLException {
        return new StreamedOutcome(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                RunPosition.key(row.getObject(4, OffsetDateTime.class)),
                row.getBoolean(5),
                new RunStatistics(
                        number(row, 6),
                        number(row, 7),
                        number(row, 8),
                        number(row, 9),
                        number(row, 10),
                        number(row, 11),
                        number(row, 12),
                        number(row, 13),
                        row.getInt(14),
                        number(row, 15)));
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
