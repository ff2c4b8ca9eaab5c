package dev.quarry.runs;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Writes tested runs and tells which parameter sets were tested already. */
@ApplicationScoped
public class RunLedger {

    /** A job that is started again gets the setup it had, so that its runs stay together. */
    private static final String REGISTER = """
            insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params,
                                        data_digest, engine_version)
            values (?, ?, ?, ?, ?, ?, ?::json, ?, ?)
            on conflict on constraint backtest_setup_once_per_job do update set job_id = excluded.job_id
            returning id
            """;

    /**
     * Idempotent: the same runs saved again leave the same rows. A newer test of a parameter set replaces the older. Rows
     * are locked in the order of their hashes, so that two discoveries of the same grid cannot deadlock.
     */
    private static final String SAVE = """
            insert into backtest_run (setup_id, params_hash, grid_index, combination, total_return, max_drawdown,
                                      profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades,
                                      avg_return, is_winner)
            select ?, hash, grid_index, combination::json, total_return, max_drawdown, profit_factor, win_rate,
                   sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, is_winner
            from unnest(?::text[], ?::bigint[], ?::text[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
                        ?::float8[], ?::float8[], ?::float8[], ?::integer[], ?::float8[], ?::boolean[])
                 as run (hash, grid_index, combination, total_return, max_drawdown, profit_factor, win_rate,
                         sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, is_winner)
            order by hash
            on conflict (params_hash) do update set
                setup_id = excluded.setup_id, grid_index = excluded.grid_index, combination = excluded.combination,
                total_return = excluded.total_return, max_drawdown = excluded.max_drawdown,
                profit_factor = excluded.profit_factor, win_rate = excluded.win_rate,
                sharpe_ratio = excluded.sharpe_ratio, sortino_ratio = excluded.sortino_ratio,
                calmar_ratio = excluded.calmar_ratio, num_trades = excluded.num_trades,
                avg_return = excluded.avg_return, is_winner = excluded.is_winner, run_timestamp = now()
            """;

    private static final String KNOWN = """
            select r.*, s.job_id, s.data_digest, s.engine_version
            from backtest_run r join backtest_setup s on s.id = r.setup_id
            where r.params_hash = any (?)
            """;

    private static final String MARK = """
            update backtest_run set is_winner = ?
            from (select params_hash from backtest_run where params_hash = any (?) order by params_hash for update) marked
            where backtest_run.params_hash = marked.params_hash
            """;

    private final Database database;

    @Inject
    public RunLedger(Database database) {
        this.database = database;
    }

    /** Stores what the runs of a job share, once, and gives the id under which runs are saved. */
    public long register(RunSetup setup) {
        return database.first(
                        REGISTER,
                        row -> row.getLong(1),
                        setup.jobId(),
                        setup.exchange(),
                        setup.symbol(),
                        setup.timeframe(),
                        setup.startTs(),
                        setup.endTs(),
                        Json.MAPPER.writeValueAsString(setup.baseParams()),
                        setup.dataDigest(),
                        setup.engineVersion())
                .orElseThrow();
    }

    /** Stores the runs in one statement; no parameter set may be among them twice. */
    public void save(long setupId, List<TestedRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        database.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SAVE)) {
                insert.setLong(1, setupId);
                insert.setArray(2, column(connection, "text", runs, TestedRun::paramsHash));
                insert.setArray(3, column(connection, "int8", runs, TestedRun::gridIndex));
                insert.setArray(
                        4, column(connection, "text", runs, run -> Json.MAPPER.writeValueAsString(run.combination())));
                insert.setArray(5, statistic(connection, runs, RunStatistics::totalReturn));
                insert.setArray(6, statistic(connection, runs, RunStatistics::maxDrawdown));
                insert.setArray(7, statistic(connection, runs, RunStatistics::profitFactor));
                insert.setArray(8, statistic(connection, runs, RunStatistics::winRate));
                insert.setArray(9, statistic(connection, runs, RunStatistics::sharpeRatio));
                insert.setArray(10, statistic(connection, runs, RunStatistics::sortinoRatio));
                insert.setArray(11, statistic(connection, runs, RunStatistics::calmarRatio));
                insert.setArray(12, column(connection, "int4", runs, run -> run.statistics()
                        .numTrades()));
                insert.setArray(13, statistic(connection, runs, RunStatistics::avgReturn));
                insert.setArray(14, column(connection, "bool", runs, TestedRun::winner));
                return insert.executeUpdate();
            }
        });
    }

    /** What is known of those parameter sets, by hash; without an entry for a set that was never tested. */
    public Map<String, KnownRun> known(Collection<String> hashes) {
        Map<String, KnownRun> known = new HashMap<>();
        database.query(
                KNOWN,
                row -> known.put(
                        row.getString("params_hash"),
                        new KnownRun(
                                RunRows.statistics(row),
                                row.getBoolean("is_winner"),
                                row.getLong("job_id"),
                                row.getString("data_digest"),
                                row.getString("engine_version"))),
                (Object) hashes.toArray(String[]::new));
        return known;
    }

    /** Judges stored runs anew, after the win criteria changed. */
    public void markWinners(Collection<String> hashes, boolean winner) {
        if (!hashes.isEmpty()) {
            database.update(MARK, winner, hashes.toArray(String[]::new));
        }
    }

    private static Array statistic(
            Connection connection, List<TestedRun> runs, ToDoubleFunction<RunStatistics> statistic)
            throws SQLException {
        return column(connection, "float8", runs, run -> {
            double value = statistic.applyAsDouble(run.statistics());
            return Double.isNaN(value) ? null : value;
        });
    }

    private static Array column(
            Connection connection, String type, List<TestedRun> runs, Function<TestedRun, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, runs.stream().map(value).toArray());
    }
}
