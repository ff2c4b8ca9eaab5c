package dev.quarry.runs;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Finds the best winners in the ledger. */
@ApplicationScoped
public class WinnerRanking {

    /**
     * Looks at so many of the best winners only, since comparing all outcomes takes many seconds in a large ledger. An
     * outcome is counted over all qualifying winners, found by their return, which no winner is without.
     */
    private static final String BEST = """
            with best as materialized (
                select r.params_hash, r.setup_id, r.grid_index, r.run_timestamp, r.total_return, r.max_drawdown,
                       r.profit_factor, r.win_rate, r.sharpe_ratio, r.sortino_ratio, r.calmar_ratio, r.num_trades,
                       r.avg_return, s.exchange, s.symbol, s.timeframe, s.data_digest
                from backtest_run r join backtest_setup s on s.id = r.setup_id
                where r.is_winner and r.num_trades >= ? and %1$s
                order by %2$s
                limit ?),
            judged as (
                select r.params_hash, row_number() over (
                    partition by exchange, symbol, timeframe, data_digest, total_return, max_drawdown, profit_factor,
                                 win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return
                    order by %2$s) as place
                from best r)
            select r.*, s.*, (select count(*) from best) as looked_at,
                   (select count(*)
                    from backtest_run o join backtest_setup t on t.id = o.setup_id
                    where o.is_winner and o.total_return = r.total_return
                        and o.num_trades = r.num_trades
                        and o.max_drawdown is not distinct from r.max_drawdown
                        and o.profit_factor is not distinct from r.profit_factor
                        and o.win_rate is not distinct from r.win_rate
                        and o.sharpe_ratio is not distinct from r.sharpe_ratio
                        and o.sortino_ratio is not distinct from r.sortino_ratio
                        and o.calmar_ratio is not distinct from r.calmar_ratio
                        and o.avg_return is not distinct from r.avg_return
                        and t.exchange = s.exchange and t.symbol = s.symbol
                        and t.timeframe = s.timeframe and t.data_digest = s.data_digest) as identical_runs
            from judged
                join backtest_run r on r.params_hash = judged.params_hash
                join backtest_setup s on s.id = r.setup_id
            where judged.place = 1 or not ?
            order by %2$s
            limit ?
            """;

    private static final int TIMES_LIMIT = 8;

    private final Database database;

    @Inject
    public WinnerRanking(Database database) {
        this.database = database;
    }

    /** Exactly the best winners that qualify, best first, in a total order. */
    public List<RankedRun> best(WinnerQuery query) {
        long lookAt = query.distinct() ? (long) TIMES_LIMIT * query.limit() : query.limit();
        while (true) {
            List<RankedRun> best = new ArrayList<>();
            long lookedAt = read(query, lookAt, best);
            if (best.size() == query.limit() || lookedAt < lookAt) {
                return best;
            }
            lookAt *= TIMES_LIMIT;
        }
    }

    /** Adds what is found among that many of the best, and tells how many there were to look at. */
    private long read(WinnerQuery query, long lookAt, List<RankedRun> best) {
        MarketFilter market = query.market();
        return database
                .query(
                        BEST.formatted(MarketFilter.SQL, query.order().sql()),
                        row -> {
                            best.add(new RankedRun(
                                    RunRows.run(row),
                                    RunRows.setup(row),
                                    row.getObject("run_timestamp", OffsetDateTime.class),
                                    row.getLong("identical_runs")));
                            return row.getLong("looked_at");
                        },
                        query.minTrades(),
                        market.exchange(),
                        market.exchange(),
                        market.symbol(),
                        market.symbol(),
                        market.timeframe(),
                        market.timeframe(),
                        lookAt,
                        query.distinct(),
                        query.limit())
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
