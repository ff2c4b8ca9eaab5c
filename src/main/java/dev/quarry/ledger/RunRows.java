package dev.quarry.ledger;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Converts rows of the ledger to records. Null stands for NaN: PostgreSQL would sort NaN above every number. */
public final class RunRows {

    /**
     * The condition that outcome {@code o} of setup {@code t} is outcome {@code r} of setup {@code s} again, on the
     * same bars. Looked up by the return; an outcome whose return is undefined equals no other.
     */
    public static final String SAME_OUTCOME = """
            o.total_return = r.total_return
            and o.num_trades = r.num_trades
            and o.max_drawdown is not distinct from r.max_drawdown
            and o.max_mark_to_market_drawdown is not distinct from r.max_mark_to_market_drawdown
            and o.profit_factor is not distinct from r.profit_factor
            and o.win_rate is not distinct from r.win_rate
            and o.sharpe_ratio is not distinct from r.sharpe_ratio
            and o.sortino_ratio is not distinct from r.sortino_ratio
            and o.calmar_ratio is not distinct from r.calmar_ratio
            and o.avg_return is not distinct from r.avg_return
            and t.exchange = s.exchange and t.symbol = s.symbol
            and t.timeframe = s.timeframe and t.data_digest = s.data_digest
            """;

    private static final TypeReference<LinkedHashMap<String, Object>> PARAMETERS = new TypeReference<>() {};

    private static final TypeReference<LinkedHashMap<String, List<Object>>> VALUES = new TypeReference<>() {};

    private RunRows() {}

    public static RunStatistics statistics(ResultSet row) throws SQLException {
        return new RunStatistics(
                number(row, "total_return"),
                number(row, "max_drawdown"),
                number(row, "max_mark_to_market_drawdown"),
                number(row, "profit_factor"),
                number(row, "win_rate"),
                number(row, "sharpe_ratio"),
                number(row, "sortino_ratio"),
                number(row, "calmar_ratio"),
                row.getInt("num_trades"),
                number(row, "avg_return"));
    }

    public static RunSetup setup(ResultSet row) throws SQLException {
        String fixed = row.getString("fixed_params");
        return new RunSetup(
                row.getLong("job_id"),
                row.getString("exchange"),
                row.getString("symbol"),
                row.getString("timeframe"),
                row.getString("start_ts"),
                row.getString("end_ts"),
                parameters(row.getString("base_params")),
                fixed == null ? null : parameters(fixed),
                grid(row).values(),
                row.getString("data_digest"),
                row.getString("engine_version"),
                StrategyReference.stored(row.getString("strategy"), row.getString("strategy_digest")));
    }

    public static TestedRun run(ResultSet row) throws SQLException {
        return run(row, row.getLong("params_hash"), row.getLong("grid_index"));
    }

    /** A run that the row does not name, of its outcome. */
    public static TestedRun run(ResultSet row, long hash, long index) throws SQLException {
        return new TestedRun(
                TestedRun.text(hash),
                index,
                grid(row).combination(index),
                statistics(row),
                row.getBoolean("is_winner"));
    }

    /** An outcome with {@code job_id}, {@code data_digest} and {@code engine_version} of its setup. */
    static KnownRun known(ResultSet row) throws SQLException {
        return new KnownRun(
                row.getLong("id"),
                statistics(row),
                row.getBoolean("is_winner"),
                row.getLong("job_id"),
                row.getString("data_digest"),
                row.getString("engine_version"));
    }

    private static StoredGrid grid(ResultSet row) throws SQLException {
        return grid(row.getString("grid"));
    }

    public static StoredGrid grid(String json) {
        return new StoredGrid(Json.MAPPER.readValue(json, VALUES));
    }

    static Map<String, Object> parameters(String json) {
        return Json.MAPPER.readValue(json, PARAMETERS);
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
