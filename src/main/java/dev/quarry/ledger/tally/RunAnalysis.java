package dev.quarry.ledger.tally;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.SetupChoice;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Reads the ledger as a whole: averages, and how each parameter value fared. */
@ApplicationScoped
public class RunAnalysis {

    /** Averages over runs, computed from outcomes and how many runs each has. */
    private static final String WINNER_STATISTICS = """
            select coalesce(sum(r.runs), 0) as winners,
                   coalesce(sum(r.total_return * r.runs) / sum(r.runs), 0) as avg_return,
                   coalesce(sum(r.max_drawdown * r.runs) / sum(r.runs), 0) as avg_drawdown,
                   coalesce(sum(r.profit_factor * r.runs) filter (where r.profit_factor < 'Infinity')
                            / sum(r.runs) filter (where r.profit_factor < 'Infinity'), 0) as avg_profit_factor,
                   coalesce(sum(r.win_rate * r.runs) / sum(r.runs), 0) as avg_win_rate,
                   coalesce(max(r.total_return), 0) as best_return,
                   coalesce(max(r.max_drawdown), 0) as worst_drawdown
            from backtest_outcome r
            where r.is_winner and %s
            """;

    private final Database database;

    @Inject
    public RunAnalysis(Database database) {
        this.database = database;
    }

    /** Averages over all winners of those markets. */
    public WinnerStatistics winnerStatistics(MarketFilter market) {
        return database.first(
                        String.format(
                                Locale.ROOT,
                                WINNER_STATISTICS,
                                SetupChoice.of(database, market).sql("r.setup_id")),
                        RunAnalysis::winnerStatistics)
                .orElseThrow();
    }

    /** All runs of a strategy and market in a few numbers. */
    public LedgerTotals totals(MarketFilter market) {
        WinnerStatistics winners = winnerStatistics(market);
        return database.first(
                        "select coalesce(sum(runs), 0), coalesce(max(total_return), 0) from backtest_outcome where "
                                + SetupChoice.of(database, market).sql("setup_id"),
                        row -> new LedgerTotals(row.getLong(1), row.getDouble(2), winners))
                .orElseThrow();
    }

    /**
     * How every value of every varied parameter, and every pair of values, fared, over all runs at one moment.
     *
     * @param checkpoint is called often; what it throws ends the work
     * @throws dev.quarry.job.JobFailedException when there are more different values than can be counted at once
     */
    public ValueTallies tallies(MarketFilter market, Runnable checkpoint) {
        SetupChoice setups = SetupChoice.of(database, market, checkpoint);
        return database.call(connection -> RunTally.read(connection, setups, checkpoint));
    }

    private static WinnerStatistics winnerStatistics(ResultSet row) throws SQLException {
        return new WinnerStatistics(
                row.getLong("winners"),
                row.getDouble("avg_return"),
                row.getDouble("avg_drawdown"),
                row.getDouble("avg_profit_factor"),
                row.getDouble("avg_win_rate"),
                row.getDouble("best_return"),
                row.getDouble("worst_drawdown"));
    }
}
