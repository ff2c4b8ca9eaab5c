package dev.quarry.bench;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.discovery.StoredRunTables;
import dev.quarry.ledger.RunIndex;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Prints how fast the runs of a discovery become a table, from the database to bytes that nobody reads, and what is live in the heap
 * meanwhile. The runs are made by SQL ({@code -Dquarry.bench.runs}, 5,000,000), three of each outcome, with five parameters.
 */
public final class TableBench {

    private static final long RUNS = Long.getLong("quarry.bench.runs", 5_000_000L);
    private static final int RUNS_AN_OUTCOME = 3;
    private static final int LOOKS = 10;

    private static final String SETUP = """
            insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid, data_digest,
                                        engine_version)
            select 1, 'bitstamp', 'BTC/USD', '30m', '2024-01-01', '2025-01-01', '{}', json_build_object(
                'rsi_min', (select json_agg(k) from generate_series(1, 100) k),
                'stop_pct', (select json_agg(k / 4.0) from generate_series(1, 100) k),
                'bb_len', (select json_agg(k) from generate_series(1, 50) k),
                'exit_level', json_build_array('mid', 'lower'),
                'use_trailing', json_build_array(true, false)), repeat('d', 64), '1'
            """;

    private static final String OUTCOMES = """
            insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, max_drawdown,
                max_mark_to_market_drawdown, profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades,
                avg_return, is_winner)
            select k, 1, %1$d, (k - 1) * %1$d, k, r * 40, d, d + 1, exp(r / 3), 50 + r * 5, r * 0.7, r, r * 40 / (d + 1),
                (random() * 200)::int, r / 4, r > 0.8
            from (select k, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) as r, random() * 40 as d
                  from generate_series(1, %2$d::bigint) k) drawn
            """;

    private static final String STORE = """
            insert into backtest_run (params_hash, outcome_id, grid_index)
            select hashint8extended(k, 7), k / %d + 1, k from generate_series(0, %d::bigint - 1) k
            """;

    private TableBench() {}

    public static void main(String[] arguments) throws IOException {
        try (TestDatabase test = new TestDatabase().open()) {
            Database database = test.database();
            database.update(SETUP);
            long outcomes = (RUNS + RUNS_AN_OUTCOME - 1) / RUNS_AN_OUTCOME;
            database.update(String.format(Locale.ROOT, OUTCOMES, RUNS_AN_OUTCOME, outcomes));
            database.update(String.format(Locale.ROOT, STORE, RUNS_AN_OUTCOME, RUNS));
            database.update("vacuum analyze backtest_outcome");
            database.update("vacuum analyze backtest_run");
            new RunIndex(database).takeIn();
            System.out.printf(
                    Locale.ROOT,
                    "%,d runs, heap of at most %d MB%n",
                    RUNS,
                    Runtime.getRuntime().maxMemory() >> 20);
            for (ColumnFormat format : ColumnFormat.values()) {
                measure(database, format, "");
                measure(database, format, "");
            }
            measure(database, ColumnFormat.ARROW, "&sort=sharpe_ratio");
            live(database, ColumnFormat.ARROW);
            live(database, ColumnFormat.PARQUET);
        }
    }

    private static void measure(Database database, ColumnFormat format, String order) throws IOException {
        Counting out = new Counting(Long.MAX_VALUE);
        long before = System.nanoTime();
        write(database, format, order, out);
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-8s%-20s %6.1f s, %,10.0f rows/s, %4d MB, %.0f bytes a row%n",
                format.code(),
                order,
                seconds,
                RUNS / seconds,
                out.bytes >> 20,
                (double) out.bytes / RUNS);
    }

    /** What is live after a full collection, at each tenth of the table: it would grow if anything were kept. */
    private static void live(Database database, ColumnFormat format) throws IOException {
        Counting whole = new Counting(Long.MAX_VALUE);
        write(database, format, "", whole);
        Counting out = new Counting(whole.bytes / LOOKS);
        write(database, format, "", out);
        System.out.println(format.code() + ": MB live at each tenth: " + out.live);
    }

    private static void write(Database database, ColumnFormat format, String order, OutputStream out)
            throws IOException {
        WrittenTables.write(StoredRunTables.of(database, new StrategyCatalog(null), "job_id=1" + order), format, out);
    }

    /** Bytes that nobody reads. */
    private static final class Counting extends OutputStream {

        private final long between;
        private final StringBuilder live = new StringBuilder();
        private long bytes;
        private long look;

        Counting(long between) {
            this.between = between;
            this.look = between;
        }

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
            if (bytes >= look) {
                look += between;
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                live.append((runtime.totalMemory() - runtime.freeMemory()) >> 20)
                        .append(' ');
            }
        }
    }
}
