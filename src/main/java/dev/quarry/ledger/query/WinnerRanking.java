package dev.quarry.ledger.query;

import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredGrid;
import dev.quarry.ledger.TestedRun;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the best winners in the ledger. */
@ApplicationScoped
public class WinnerRanking {

    /**
     * Looks at a limited number of the best outcomes only, since comparing all of them takes many seconds in a large
     * ledger. The conditions on all of them are covered by the index of winners. An outcome may be stored several
     * times, once for each batch; its runs are counted over all of those, looked up by their return, which every winner
     * has.
     */
    private static final String DISTINCT = """
            with best as materialized (
                select r.id
                from backtest_outcome r
                where r.is_winner and r.num_trades >= ? and %1$s and %3$s%4$s
                order by %2$s, r.first_index
                limit ?),
            judged as (
                select r.id, row_number() over (
                    partition by exchange, symbol, timeframe, data_digest, total_return, max_drawdown,
                                 max_mark_to_market_drawdown, profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return
                    order by %2$s, r.first_index) as place
                from best
                    join backtest_outcome r on r.id = best.id
                    join backtest_setup s on s.id = r.setup_id)
            select r.*, r.first_hash as params_hash, r.first_index as grid_index,
                   (select count(*) from best) as looked_at,
                   (select sum(o.runs)
                    from backtest_outcome o join backtest_setup t on t.id = o.setup_id
                    where o.is_winner and %5$s) as identical_runs
            from judged
                join backtest_outcome r on r.id = judged.id
                join backtest_setup s on s.id = r.setup_id
            where judged.place = 1
            order by %2$s, r.first_index
            limit ?
            """;

    private static final String BEST = """
            with best as materialized (
                select r.id
                from backtest_outcome r
                where r.is_winner and r.num_trades >= ? and %1$s and %3$s%4$s
                order by %2$s, r.first_index
                limit ?)
            """;

    /** Every run by itself: the runs of the best outcomes, as many outcomes as runs are requested. */
    private static final String EVERY = BEST + """
            select r.*, n.params_hash, n.grid_index, (select count(*) from best) as looked_at, 1 as identical_runs
            from best
                join backtest_outcome r on r.id = best.id
                join %6$s
                join backtest_setup s on s.id = r.setup_id
            where true%7$s
            order by %2$s, n.grid_index, n.params_hash
            limit ?
            """;

    private static final String IN_ROWS = "backtest_run n on n.outcome_id = r.id";

    private static final String IN_ROWS_OR_FILES = """
            lateral (
                select m.params_hash, m.grid_index from backtest_run m where m.outcome_id = r.id
                union all
                select f.params_hash, f.grid_index
                from unnest(?::bigint[], ?::bigint[], ?::bigint[]) f (outcome_id, params_hash, grid_index)
                where f.outcome_id = r.id) n on true
            """;

    private static final String FILED = BEST + """
            select r.* from best join backtest_outcome r on r.id = best.id
            where r.file_id is not null
            order by %2$s, r.first_index
            """;

    private static final String COUNT = """
            select coalesce(sum(r.runs), 0) from backtest_outcome r
            where r.is_winner and r.num_trades >= ? and %s and %s%s
            """;

    private static final String NAMED = " and r.first_hash = any (?)";
    private static final String NAMED_RUN = " and n.params_hash = any (?)";

    private static final int TIMES_LIMIT = 8;

    private final Database database;

    @Inject
    public WinnerRanking(Database database) {
        this.database = database;
    }

    /** Exactly the best winners that qualify, best first, in a total order. */
    public List<RankedRun> best(WinnerQuery query) {
        SetupChoice setups = SetupChoice.of(database, query.market());
        long lookAt = query.distinct() ? (long) TIMES_LIMIT * query.limit() : query.limit();
        while (true) {
            List<RankedRun> best = new ArrayList<>();
            long lookedAt = read(query, setups, lookAt, best);
            if (best.size() == query.limit() || lookedAt < lookAt || !query.distinct()) {
                return best;
            }
            lookAt *= TIMES_LIMIT;
        }
    }

    /**
     * How many winners qualify, each parameter set counted, whatever the query's limit; with an outcome that the query names all that
     * came to it.
     */
    public long count(WinnerQuery query) {
        List<Object> arguments = arguments(query);
        return database.first(
                        String.format(
                                Locale.ROOT,
                                COUNT,
                                SetupChoice.of(database, query.market()).sql("r.setup_id"),
                                query.bounds().sql(),
                                query.runs() == null ? "" : NAMED),
                        row -> row.getLong(1),
                        arguments.toArray())
                .orElseThrow();
    }

    /** The arguments of the conditions on outcomes. */
    private static List<Object> arguments(WinnerQuery query) {
        List<Object> arguments = new ArrayList<>(List.of(query.minTrades()));
        arguments.addAll(query.bounds().arguments());
        if (query.runs() != null) {
            arguments.add(query.runs().array());
        }
        return arguments;
    }

    /** Adds what is found among that many of the best outcomes, and returns how many there were to look at. */
    private long read(WinnerQuery query, SetupChoice setups, long lookAt, List<RankedRun> best) {
        List<Object> arguments = arguments(query);
        arguments.add(lookAt);
        List<RunHit> filed = query.distinct() ? List.of() : filed(query, setups, arguments);
        if (!filed.isEmpty()) {
            arguments.add(filed.stream().mapToLong(hit -> hit.outcome().id()).toArray());
            arguments.add(filed.stream().mapToLong(RunHit::hash).toArray());
            arguments.add(filed.stream().mapToLong(RunHit::gridIndex).toArray());
        }
        if (query.runs() != null && !query.distinct()) {
            arguments.add(query.runs().array());
        }
        arguments.add(query.limit());
        List<Hit> hits = database.query(
                String.format(
                        Locale.ROOT,
                        query.distinct() ? DISTINCT : EVERY,
                        setups.sql("r.setup_id"),
                        query.order().sql(),
                        query.bounds().sql(),
                        query.runs() == null ? "" : NAMED,
                        RunRows.SAME_OUTCOME,
                        filed.isEmpty() ? IN_ROWS : IN_ROWS_OR_FILES,
                        query.runs() == null ? "" : NAMED_RUN),
                row -> new Hit(
                        row.getLong("setup_id"),
                        row.getLong("params_hash"),
                        row.getLong("grid_index"),
                        RunRows.statistics(row),
                        row.getBoolean("is_winner"),
                        row.getObject("run_timestamp", OffsetDateTime.class),
                        row.getLong("identical_runs"),
                        row.getLong("looked_at")),
                arguments.toArray());
        Map<Long, RunSetup> known = new HashMap<>();
        for (Hit hit : hits) {
            best.add(hit.with(known.computeIfAbsent(hit.setup, this::setup)));
        }
        return hits.isEmpty() ? 0 : hits.get(0).lookedAt;
    }

    /** The first runs of the best outcomes that are in files: as many as are requested in all. */
    private List<RunHit> filed(WinnerQuery query, SetupChoice setups, List<Object> arguments) {
        List<RunHit.OutcomeRow> outcomes = database.query(
                String.format(
                        Locale.ROOT,
                        FILED,
                        setups.sql("r.setup_id"),
                        query.order().sql(),
                        query.bounds().sql(),
                        query.runs() == null ? "" : NAMED),
                row -> RunHit.OutcomeRow.read(row, RunSort.DEFAULT),
                arguments.toArray());
        return new OutcomeRuns(database, SetupSelection.ALL, null, query.runs(), new RunsInFiles(database))
                .of(outcomes, query.limit());
    }

    /** The setup of a discovery, read once for all its runs, since it contains the whole grid. */
    private RunSetup setup(long id) {
        return database.first("select * from backtest_setup where id = ?", RunRows::setup, id)
                .orElseThrow();
    }

    private record Hit(
            long setup,
            long hash,
            long gridIndex,
            RunStatistics statistics,
            boolean winner,
            OffsetDateTime testedAt,
            long identicalRuns,
            long lookedAt) {

        RankedRun with(RunSetup of) {
            TestedRun run = new TestedRun(
                    TestedRun.text(hash),
                    gridIndex,
                    new StoredGrid(of.grid()).combination(gridIndex),
                    statistics,
                    winner);
            return new RankedRun(run, of, testedAt, identicalRuns);
        }
    }
}
