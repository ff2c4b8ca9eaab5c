package dev.quarry.launcher.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Imports leaderboards after the runs, the newest ones, as many as Quarry keeps. They are recognised by their id in the
 * reference, whose negative is stored in place of the job id that Quarry's leaderboards have.
 */
final class Snapshots {

    /** {@code SnapshotStore.KEPT}: if there were more, the next refresh would delete the oldest. */
    private static final int KEPT = 500;

    private static final List<String> COLUMNS =
            List.of("id", "created_at", "sort_by", "min_trades", "top_n", "payload_json");

    /**
     * Strategies as Quarry's leaderboards list them. Markets are taken from the runs, where these were imported. Bare
     * NaN and Infinity, which are not JSON, become null.
     */
    private static final String STORE = """
            with given as (
                select coalesce(pg_temp.reference_json(t), pg_temp.reference_json(
                    regexp_replace(t, '([:,\\[]\\s*)-?(NaN|Infinity)', '\\1null', 'g'))) as p from (select ?::text) g (t)),
            valid as (
                select p, p -> 'stats' as stats from given
                where json_typeof(p) = 'object' and json_typeof(p -> 'stats') = 'object'
                    and json_typeof(p -> 'strategies') = 'array'),
            listed as (
                select coalesce(json_agg(json_build_object(
                    'rank', e.s -> 'rank', 'params_hash', e.s -> 'params_hash',
                    'discovered_at', to_char(pg_temp.reference_time(e.s ->> 'discovered_at') at time zone 'UTC',
                        'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'),
                    'metrics', json_build_object(
                        'total_return', e.s -> 'metrics' -> 'total_return', 'max_drawdown', e.s -> 'metrics' -> 'max_drawdown',
                        'profit_factor', case when e.s -> 'metrics' ->> 'profit_factor' not in ('999', '999.0')
                            then e.s -> 'metrics' -> 'profit_factor' end,
                        'profit_factor_infinite', coalesce(e.s -> 'metrics' ->> 'profit_factor' in ('999', '999.0'), false),
                        'win_rate', e.s -> 'metrics' -> 'win_rate', 'sharpe_ratio', e.s -> 'metrics' -> 'sharpe_ratio',
                        'sortino_ratio', null, 'calmar_ratio', null, 'num_trades', e.s -> 'metrics' -> 'num_trades',
                        'avg_return', null),
                    'params', e.s -> 'params', 'base_params', '{}'::json,
                    'provenance', json_build_object(
                        'exchange', coalesce(m.exchange, 'unknown'), 'symbol', m.symbol, 'timeframe', m.timeframe,
                        'start_ts', m.start_ts, 'end_ts', m.end_ts, 'data_digest', m.data_digest,
                        'engine_version', 'reference', 'job_id', 0),
                    'identical_runs', 1, 'assessment', null,
                    'assessment_missing', 'Taken over from the reference, which assesses nothing') order by n), '[]') as list
                from valid, json_array_elements(p -> 'strategies') with ordinality e (s, n)
                    left join lateral (
                        select t.* from backtest_run r
                            join backtest_outcome o on o.id = r.outcome_id join backtest_setup t on t.id = o.setup_id
                        where r.params_hash = case when e.s ->> 'params_hash' ~ '^[0-9a-f]{16}$'
                            then ('x' || (e.s ->> 'params_hash'))::bit(64)::bigint end) m on true),
            made as (
                insert into leaderboard_snapshot (job_id, created_at, sort_by, min_trades, top_n, distinct_only, strategies,
                    total_winners, best_return, payload)
                select -(?::bigint), coalesce(pg_temp.reference_time(?), now()), coalesce(?, 'total_return'), coalesce(?, 0),
                    coalesce(?, 0), false, json_array_length(list),
                    case when json_typeof(stats -> 'total_winners') = 'number'
                        then trunc((stats ->> 'total_winners')::numeric) else 0 end,
                    case when json_typeof(stats -> 'best_return') = 'number'
                        then (stats ->> 'best_return')::float8 else 0 end,
                    json_build_object('stats', stats, 'strategies', list)
                from valid, listed
                on conflict (job_id) do nothing returning 1)
            select (select count(*) from valid), (select count(*) from made)
            """;

    private final Connection target;
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long read;
    private long added;

    private Snapshots(Connection target) {
        this.target = target;
    }

    static Taken take(Source source, Connection target, boolean dryRun) throws SQLException {
        Snapshots snapshots = new Snapshots(target);
        source.read("leaderboard_snapshots", COLUMNS, "created_at desc, id desc", snapshots::row);
        Candles.end(target, dryRun);
        return Taken.of("snapshots", snapshots.read, snapshots.added, snapshots.leftOut);
    }

    private void row(ResultSet row) throws SQLException {
        if (++read > KEPT) {
            leftOut.merge("older than the " + KEPT + " that Quarry keeps", 1L, Long::sum);
            return;
        }
        try (PreparedStatement statement = target.prepareStatement(STORE)) {
            statement.setString(1, Source.text(row, 6));
            statement.setLong(2, row.getLong(1));
            statement.setString(3, Source.text(row, 2));
            statement.setString(4, Source.text(row, 3));
            statement.setInt(5, row.getInt(4));
            statement.setInt(6, row.getInt(5));
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                if (counts.getLong(1) == 0) {
                    leftOut.merge("the payload is no leaderboard in JSON", 1L, Long::sum);
                }
                added += counts.getLong(2);
            }
        }
    }
}
