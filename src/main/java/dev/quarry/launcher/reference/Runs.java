package dev.quarry.launcher.reference;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Imports tested runs, all in one transaction, by statements over a temporary table into which they are read.
 *
 * <p>Quarry stores what runs have in common in a setup, and of each run its place in the setup's grid. The reference
 * stores the varied parameters and the range of a run, but neither the other parameters nor the exchange. So runs of
 * the same market and range that vary the same parameters get a common setup, whose grid has every value that occurs; a
 * run for which such a grid is too large gets one of its own. The setups' engine is {@code reference}, so that no
 * search counts their runs as tested by its own.
 */
final class Runs {

    private static final int RUNS_AT_A_TIME = 5_000;

    private static final List<String> COLUMNS = List.of(
            "params_hash",
            "params_json",
            "symbol",
            "timeframe",
            "start_date",
            "end_date",
            "run_timestamp",
            "total_return",
            "max_drawdown",
            "profit_factor",
            "win_rate",
            "sharpe_ratio",
            "sortino_ratio",
            "calmar_ratio",
            "avg_return",
            "num_trades",
            "is_winner");

    private static final int TEXTS = 7;

    /** Visible to this session only, and dropped at the end of the transaction. */
    private static final String STAGING = """
            create temporary table reference_run (
                params_hash text, params_json text, symbol text, timeframe text, start_ts text, end_ts text, tested text,
                total_return float8, max_drawdown float8, profit_factor float8, win_rate float8, sharpe_ratio float8,
                sortino_ratio float8, calmar_ratio float8, avg_return float8, num_trades float8, is_winner float8,
                hash bigint, params json, exchange text, keys text, fault text, grp bigint, setup_id bigint,
                grid_index bigint, outcome_id bigint, tested_at timestamptz
            ) on commit drop
            """;

    private static final String STAGE = """
            insert into reference_run (params_hash, params_json, symbol, timeframe, start_ts, end_ts, tested, total_return,
                max_drawdown, profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, avg_return, num_trades,
                is_winner)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[],
                ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
                ?::float8[])
            """;

    /** An end that is a date alone means midnight in the reference, and the whole day in Quarry. */
    private static final String READ = """
            update reference_run set
                params_hash = lower(params_hash), symbol = btrim(symbol), end_ts = regexp_replace(end_ts, '^(\\d{4}-\\d\\d-\\d\\d)$', '\\1T00:00:00Z'),
                params = pg_temp.reference_json(params_json),
                tested_at = coalesce(pg_temp.reference_time(tested), now());
            update reference_run set fault = case
                when params_hash !~ '^[0-9a-f]{16}$' or params_hash is null then 'the hash is not of 16 hexadecimal digits'
                when params is null or json_typeof(params) <> 'object' then 'the parameters are no JSON object'
                when coalesce(symbol, '') = '' then 'the symbol is missing'
                when timeframe is null then 'the timeframe is not one that is kept'
                when pg_temp.reference_time(start_ts) is null or pg_temp.reference_time(end_ts) is null
                    or pg_temp.reference_time(end_ts) < pg_temp.reference_time(start_ts)
                    then 'the range is none of two times'
                when num_trades is null or num_trades <> trunc(num_trades) or num_trades not between 0 and 2147483647
                    then 'the number of trades is none'
                end;
            update reference_run set hash = ('x' || params_hash)::bit(64)::bigint,
                keys = (select coalesce(json_agg(key order by ordinality)::text, '[]')
                        from json_object_keys(params) with ordinality as k (key, ordinality))
            where fault is null
            """;

    /** The only exchange that has candles of the market, unless one is given. */
    private static final String EXCHANGES = """
            update reference_run r set exchange = coalesce(?, (
                select case when count(*) = 1 then min(s.exchange) end from series s
                where s.symbol = r.symbol and s.timeframe = r.timeframe and s.bars > 0), 'unknown')
            where fault is null
            """;

    /** The format of the application's sketch of trials: the smallest 16,384 hashes, ascending as unsigned numbers. */
    private static final String TRIALS = """
            lock table trial_sketch in share row exclusive mode;
            with fresh as (
                select distinct exchange, symbol, timeframe, pg_temp.reference_time(start_ts) as start_at,
                    pg_temp.reference_time(end_ts) as end_at, decode(params_hash, 'hex') as h
                from reference_run where fault is null),
            known as (
                select t.exchange, t.symbol, t.timeframe, t.start_at, t.end_at, substring(t.hashes from i * 8 + 1 for 8)
                from trial_sketch t, generate_series(0, length(t.hashes) / 8 - 1) i
                where (t.exchange, t.symbol, t.timeframe, t.start_at, t.end_at) in (
                    select exchange, symbol, timeframe, start_at, end_at from fresh)),
            ranked as (
                select *, row_number() over (partition by exchange, symbol, timeframe, start_at, end_at order by h) as n
                from (select * from fresh union select * from known) u (exchange, symbol, timeframe, start_at, end_at, h)),
            joined as (
                select exchange, symbol, timeframe, start_at, end_at, string_agg(h, ''::bytea order by h) as hashes,
                    count(*) as n, ('x' || string_agg(encode(h, 'hex'), '') filter (where n = 16384))::bit(64)::bigint::numeric
                        as last
                from ranked where n <= 16384 group by 1, 2, 3, 4, 5)
            insert into trial_sketch (exchange, symbol, timeframe, start_at, end_at, hashes, trials)
            select exchange, symbol, timeframe, start_at, end_at, hashes, case when last is null then n
                else round(16383 * 18446744073709551616.0 / (case when last < 0 then last + 18446744073709551616.0 else last end))
                end
            from joined
            on conflict (exchange, symbol, timeframe, start_at, end_at) do update
                set hashes = excluded.hashes, trials = excluded.trials, updated_at = now()
            """;

    /** Writers of runs wait until this is over; readers do not. */
    private static final String FORGET_PRESENT = """
            lock table backtest_run in share row exclusive mode;
            delete from reference_run r using backtest_run b where r.hash = b.params_hash;
            delete from reference_run r using reference_run s where r.hash = s.hash and r.ctid > s.ctid
            """;

    /** Infinite profit factors are 999 in the reference. Other values that are not finite count as unknown. */
    private static final String STORE = """
            update reference_run set outcome_id = nextval('backtest_outcome_seq') where setup_id is not null;
            update reference_run set
                total_return = case when abs(total_return) < 'Infinity' then total_return end,
                max_drawdown = case when abs(max_drawdown) < 'Infinity' then max_drawdown end,
                profit_factor = case when profit_factor in (999, 'Infinity') then 'Infinity'
                    when abs(profit_factor) < 'Infinity' then profit_factor end,
                win_rate = case when abs(win_rate) < 'Infinity' then win_rate end,
                sharpe_ratio = case when abs(sharpe_ratio) < 'Infinity' then sharpe_ratio end,
                sortino_ratio = case when abs(sortino_ratio) < 'Infinity' then sortino_ratio end,
                calmar_ratio = case when abs(calmar_ratio) < 'Infinity' then calmar_ratio end,
                avg_return = case when abs(avg_return) < 'Infinity' then avg_return end;
            insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, max_drawdown,
                profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, is_winner,
                run_timestamp)
            select outcome_id, setup_id, 1, grid_index, hash, total_return, max_drawdown, profit_factor, win_rate,
                sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, coalesce(is_winner = 1, false), tested_at
            from reference_run where setup_id is not null
            """;

    private static final String STORE_RUNS = """
            insert into backtest_run (params_hash, outcome_id, grid_index)
            select hash, outcome_id, grid_index from reference_run where setup_id is not null
            """;

    private final Connection target;
    private final Consumer<String> progress;
    private final Rows rows = new Rows(
            "text", "text", "text", "text", "text", "text", "text", "float8", "float8", "float8", "float8", "float8",
            "float8", "float8", "float8", "float8", "float8");
    private long read;

    private Runs(Connection target, Consumer<String> progress) {
        this.target = target;
        this.progress = progress;
    }

    /** @param exchange the exchange of all runs; empty to derive it from the stored candles */
    static Taken take(
            Source source, Connection target, boolean dryRun, Optional<String> exchange, Consumer<String> progress)
            throws SQLException {
        Runs runs = new Runs(target, progress);
        Taken taken = runs.take(source, exchange);
        Candles.end(target, dryRun);
        return taken;
    }

    private Taken take(Source source, Optional<String> exchange) throws SQLException {
        run("set local time zone 'UTC'");
        run(STAGING);
        source.read("backtest_runs", COLUMNS, "params_hash", this::row);
        stage();
        run(READ);
        run("analyze reference_run");
        try (PreparedStatement statement = target.prepareStatement(EXCHANGES)) {
            statement.setString(1, exchange.orElse(null));
            statement.executeUpdate();
        }
        run(TRIALS);
        run(FORGET_PRESENT);
        Map<String, Long> leftOut = faults();
        progress.accept("Grids of the runs");
        for (String statements : RunGrids.STATEMENTS) {
            run(statements);
        }
        run(STORE);
        long added;
        try (PreparedStatement statement = target.prepareStatement(STORE_RUNS)) {
            added = statement.executeUpdate();
        }
        return Taken.of("runs", read, added, leftOut);
    }

    private void row(ResultSet row) throws SQLException {
        Object[] values = new Object[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < TEXTS ? Source.text(row, i + 1) : Source.number(row, i + 1);
        }
        values[3] = CandleCheck.timeframe((String) values[3]).orElse(null);
        rows.add(values);
        if (++read % RUNS_AT_A_TIME == 0) {
            stage();
            progress.accept(String.format(Locale.ROOT, "%,d runs read", read));
        }
    }

    private void stage() throws SQLException {
        if (rows.size() == 0) {
            return;
        }
        try (PreparedStatement statement = target.prepareStatement(STAGE)) {
            Array[] columns = rows.arrays(target);
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, columns[i]);
            }
            statement.executeUpdate();
        }
        rows.clear();
    }

    private Map<String, Long> faults() throws SQLException {
        Map<String, Long> faults = new LinkedHashMap<>();
        try (PreparedStatement statement = target.prepareStatement(
                        "select fault, count(*) from reference_run where fault is not null group by 1 order by 2 desc, 1");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                faults.put(row.getString(1), row.getLong(2));
            }
        }
        return faults;
    }

    private void run(String statements) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(statements);
        }
    }
}
