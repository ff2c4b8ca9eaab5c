package dev.quarry.runs;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the ledger as a whole: averages, and how each parameter value fared. */
@ApplicationScoped
public class RunAnalysis {

    private static final String WINNER_STATISTICS = """
            select count(*) as winners,
                   coalesce(avg(r.total_return), 0) as avg_return,
                   coalesce(avg(r.max_drawdown), 0) as avg_drawdown,
                   coalesce(avg(r.profit_factor) filter (where r.profit_factor < 'Infinity'), 0) as avg_profit_factor,
                   coalesce(avg(r.win_rate), 0) as avg_win_rate,
                   coalesce(max(r.total_return), 0) as best_return,
                   coalesce(max(r.max_drawdown), 0) as worst_drawdown
            from backtest_run r join backtest_setup s on s.id = r.setup_id
            where r.is_winner and %s
            """.formatted(MarketFilter.SQL);

    /** One statement, so that the totals (in the row without a parameter) and the values are of the same moment. */
    private static final String TALLIES = """
            select p.key, p.value::text, count(*) filter (where r.is_winner),
                   coalesce(sum(r.total_return) filter (where r.is_winner), 0),
                   count(*) filter (where not r.is_winner)
            from backtest_run r cross join lateral json_each(r.combination) p
            group by p.key, p.value::text
            union all
            select null, null, count(*) filter (where is_winner),
                   coalesce(sum(total_return) filter (where is_winner), 0),
                   count(*) filter (where not is_winner)
            from backtest_run
            """;

    private final Database database;

    @Inject
    public RunAnalysis(Database database) {
        this.database = database;
    }

    /** Averages over all winners of those markets. */
    public WinnerStatistics winnerStatistics(MarketFilter market) {
        return database.first(
                        WINNER_STATISTICS,
                        RunAnalysis::winnerStatistics,
                        market.exchange(),
                        market.exchange(),
                        market.symbol(),
                        market.symbol(),
                        market.timeframe(),
                        market.timeframe())
                .orElseThrow();
    }

    /** The whole ledger in a few numbers. */
    public LedgerTotals totals() {
        WinnerStatistics winners = winnerStatistics(MarketFilter.ANY);
        return database.first(
                        "select count(*), coalesce(max(total_return), 0) from backtest_run",
                        row -> new LedgerTotals(row.getLong(1), row.getDouble(2), winners))
                .orElseThrow();
    }

    /** How every value of every varied parameter fared, over all runs. */
    public ValueTallies tallies() {
        List<ValueTally> values = new ArrayList<>();
        List<ValueTallies> totals = new ArrayList<>();
        database.query(TALLIES, row -> {
            if (row.getString(1) == null) {
                return totals.add(new ValueTallies(row.getLong(3), row.getDouble(4), values));
            }
            return values.add(ValueTally.of(
                    row.getString(1), row.getString(2), row.getLong(3), row.getDouble(4), row.getLong(5)));
        });
        return totals.get(0);
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
