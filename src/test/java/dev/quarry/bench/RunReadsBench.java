package dev.quarry.bench;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.ledger.query.WinnerBounds;
import dev.quarry.ledger.query.WinnerQuery;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what the reads of a whole ledger take, as multiples of one pass over all outcomes in the same run. The ledger is made
 * by SQL: outcomes of three runs each ({@code -Dquarry.bench.outcomes}, 2,500,000, which is 7.5 million runs), a fifth of
 * them winners.
 */
public final class RunReadsBench {

    private static final int OUTCOMES = Integer.getInteger("quarry.bench.outcomes", 2_500_000);
    private static final int ROUNDS = 5;

    private static final String SETUPS = """
            insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                                        data_digest, engine_version)
            select k, 'bitstamp', 'BTC/USD', '30m', '2024-01-01', '2025-01-01', '{}', '{"rsi_min":[1,2]}', k, '1'
            from generate_series(1, 40) k
            """;

    private static final String FIGURES = """
            insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, max_drawdown,
                max_mark_to_market_drawdown, profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades,
                avg_return, is_winner)
            select k, 1 + k * 39 / %1$d, 3, k * 3, k * 3, r * 40, d, d + 1, exp(r / 3), 50 + r * 5, r * 0.7, r, r * 40 / (d + 1),
                (random() * 200)::int, r / 4, r > 0.8
            from (select k, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) as r, random() * 40 as d
                  from generate_series(1, %1$d::bigint) k) drawn
            """;

    private final Database database;
    private final double passMillis;

    private RunReadsBench(Database database) {
        this.database = database;
        this.passMillis = millis(() -> database.first("select sum(runs) from backtest_outcome", row -> row.getLong(1)));
    }

    public static void main(String[] arguments) {
        try (TestDatabase test = new TestDatabase().open()) {
            Database database = test.database();
            database.update(SETUPS);
            database.update(String.format(Locale.ROOT, FIGURES, OUTCOMES));
            database.update("vacuum analyze backtest_outcome");
            new RunReadsBench(database).run();
        }
    }

    private void run() {
        System.out.printf("one pass over %d outcomes %.0f ms%n", OUTCOMES, passMillis);
        WinnerRanking ranking = new WinnerRanking(database);
        for (String order : List.of("total_return", "sharpe_ratio", "num_trades")) {
            WinnerQuery query = new WinnerQuery(
                    MarketFilter.ANY, RunOrder.of(order).orElseThrow(), WinnerBounds.NONE, 10, 25, true, null);
            print("winners by " + order + ", with their number", () -> {
                ranking.count(query);
                ranking.best(query);
            });
        }
        RunSearch search = new RunSearch(database);
        for (String metric : List.of("total_return", "sharpe_ratio")) {
            for (Boolean winner : new Boolean[] {null, true}) {
                RunFilter filter = new RunFilter(MarketFilter.ANY, null, winner, List.of(), Map.of(), null);
                RunQuery query = new RunQuery(filter, RunSort.of(metric).orElseThrow(), null, 50);
                print(
                        "distribution of " + metric + (winner == null ? "" : ", winners"),
                        () -> search.distribution(query, 40));
            }
        }
    }

    private void print(String what, Runnable read) {
        double millis = millis(read);
        System.out.printf(Locale.ROOT, "%-48s %6.0f ms, %4.1f passes%n", what, millis, millis / passMillis);
    }

    /** The median of some rounds after one that does not count. */
    private static double millis(Runnable read) {
        read.run();
        List<Double> all = new ArrayList<>();
        for (int k = 0; k < ROUNDS; k++) {
            long before = System.nanoTime();
            read.run();
            all.add((System.nanoTime() - before) / 1e6);
        }
        Collections.sort(all);
        return all.get(ROUNDS / 2);
    }
}
