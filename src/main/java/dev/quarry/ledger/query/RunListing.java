package dev.quarry.ledger.query;

import dev.quarry.ledger.query.RunDistribution.Bin;
import dev.quarry.ledger.query.RunHit.OutcomeRow;
import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a part of a listing. It goes through the outcomes in order and looks up the runs of only as many as needed,
 * which takes milliseconds where an index has that order. When the order or the filter concerns single runs and too few
 * are found that way, it lets the database join all runs with their outcomes, which takes a second for some millions.
 */
final class RunListing {

    /**
     * With a filter on places in the grid, how many outcomes are looked at for each requested run before all runs are
     * joined.
     */
    private static final int OUTCOMES_A_RUN = 16;

    private static final String OUTCOMES = "select o.* from backtest_outcome o where %s order by %s limit %d";

    private static final String JOINED = """
            select o.*, page.grid_index, page.params_hash
            from (select n.outcome_id, n.grid_index, n.params_hash
                  from backtest_run n%s where %s order by %s limit %d) page
                join backtest_outcome o on o.id = page.outcome_id
            order by %s
            """;

    private static final String COUNT_BY_OUTCOME =
            "select coalesce(sum(runs), 0) from (select o.runs from backtest_outcome o where %s limit %d) counted";

    private static final String COUNT_BY_RUN = """
            select count(*) from (
                select from backtest_run n join backtest_outcome o on o.id = n.outcome_id where %s limit %d) counted
            """;

    private static final String FINITE = " and %1$s > '-Infinity'::float8 and %1$s < 'Infinity'::float8";

    private static final String ENDS = "select min(%1$s)::float8, max(%1$s)::float8 from %2$s where %3$s" + FINITE;

    /**
     * The bins that contain any run; what was stored after the ends were read is put into the nearest bin. This is a
     * second statement, because a single one that determined the ends itself would write all figures to the disk first.
     * The join with the numbers of bins lets the planner know that there are few, so that it uses all processors.
     */
    private static final String SPREAD = """
            select bin, sum(runs) as runs, coalesce(sum(runs) filter (where is_winner), 0) as winners
            from (select o.is_winner, %2$s as runs,
                         case when bound.least = bound.greatest then 1
                              else greatest(1, least(width_bucket(%1$s::float8, bound.least, bound.greatest, %5$d), %5$d))
                         end as place
                  from %3$s cross join (select ?::float8 as least, ?::float8 as greatest) bound
                  where %4$s""" + FINITE + """
            ) placed join generate_series(1, %5$d) bin on bin = place
            group by bin
            """;

    private final Database database;
    private final RunFilter filter;
    private final SetupSelection setups;
    private final RunSort sort;

    RunListing(Database database, RunFilter filter, SetupSelection setups, RunSort sort) {
        this.database = database;
        this.filter = filter;
        this.setups = setups;
        this.sort = sort;
    }

    RunCount count() {
        boolean byRun = setups.isByPlace() || namesRuns();
        Conditions where = byRun ? onRuns() : onOutcomes();
        String sql = byRun ? COUNT_BY_RUN : COUNT_BY_OUTCOME;
        return RunCount.of(database.first(
                        String.format(Locale.ROOT, sql, where.sql(), RunCount.MAX + 1),
                        row -> row.getLong(1),
                        where.arguments())
                .orElseThrow());
    }

    /** The distribution of the figure that the listing is sorted by, in that many bins. */
    List<Bin> spread(int bins) {
        boolean byRun = setups.isByPlace() || namesRuns();
        Conditions where = byRun ? onRuns() : onOutcomes();
        String from = byRun ? "backtest_run n join backtest_outcome o on o.id = n.outcome_id" : "backtest_outcome o";
        Object[] arguments = where.arguments();
        double[] ends = database.first(
                        String.format(Locale.ROOT, ENDS, sort.column(), from, where.sql()),
                        row -> row.getObject(1) == null ? null : new double[] {row.getDouble(1), row.getDouble(2)},
                        arguments)
                .orElse(null);
        if (ends == null) {
            return List.of();
        }
        boolean same = ends[0] == ends[1];
        double width = (ends[1] - ends[0]) / bins;
        Bin[] all = new Bin[same ? 1 : bins];
        for (int k = 0; k < all.length; k++) {
            all[k] = new Bin(ends[0] + k * width, k + 1 == all.length ? ends[1] : ends[0] + (k + 1) * width, 0, 0);
        }
        List<Object> bounded = new ArrayList<>(List.of(ends[0], ends[1]));
        bounded.addAll(Arrays.asList(arguments));
        database.query(
                String.format(Locale.ROOT, SPREAD, sort.column(), byRun ? "1" : "o.runs", from, where.sql(), bins),
                row -> {
                    int at = row.getInt("bin") - 1;
                    return all[at] = new Bin(all[at].from(), all[at].to(), row.getLong("runs"), row.getLong("winners"));
                },
                bounded.toArray());
        return List.of(all);
    }

    /**
     * The next runs.
     *
     * @param position the last run that was read; null to start
     * @param requested how many; fewer are returned only at the end
     */
    List<RunHit> read(RunPosition position, int requested) {
        if (sort.byPlace()) {
            return joined(position, false, requested);
        }
        List<RunHit> hits = new ArrayList<>();
        if (position == null || !position.undefined()) {
            hits.addAll(read(position, false, requested));
        }
        if (hits.size() < requested && sort.mayBeUndefined()) {
            RunPosition from = position != null && position.undefined() ? position : null;
            hits.addAll(read(from, true, requested - hits.size()));
        }
        return hits;
    }

    private List<RunHit> read(RunPosition position, boolean undefined, int requested) {
        if (namesRuns()) {
            return joined(position, undefined, requested);
        }
        // The outcome of the position may have runs left, or none.
        int most = (setups.isByPlace() ? OUTCOMES_A_RUN * requested : requested) + 1;
        List<OutcomeRow> outcomes = outcomes(position, undefined, most);
        List<RunHit> hits = new OutcomeRuns(database, setups, position).of(outcomes, requested);
        if (hits.size() == requested || outcomes.size() < most) {
            return hits;
        }
        RunPosition last = outcomes.get(outcomes.size() - 1).first().position().afterOutcome();
        hits.addAll(joined(last, undefined, requested - hits.size()));
        return hits;
    }

    private List<OutcomeRow> outcomes(RunPosition position, boolean undefined, int most) {
        Conditions where = onOutcomes();
        // Told apart by the place of its only run, most of them need not be looked into.
        if (setups.isByPlace()) {
            where.and("(o.runs > 1 or "
                    + setups.sql("o.setup_id", "o.first_index").orElseThrow() + ")");
        }
        from(where, position, undefined, "o.id >= ?");
        return database.query(
                String.format(Locale.ROOT, OUTCOMES, where.sql(), order(""), most),
                row -> OutcomeRow.read(row, sort),
                where.arguments());
    }

    private List<RunHit> joined(RunPosition position, boolean undefined, int requested) {
        Conditions where = onRuns();
        boolean alone = where.sql().equals(new Conditions().sql());
        if (sort.byPlace()) {
            if (position != null) {
                where.and(
                        "(n.grid_index, n.params_hash) " + sort.beyond() + " (?, ?)",
                        position.gridIndex(),
                        position.hash());
            }
        } else {
            from(where, position, undefined, "(o.id, n.grid_index, n.params_hash) > (?, ?, ?)");
        }
        boolean runsOnly = alone && sort.byPlace();
        return database.query(
                String.format(
                        Locale.ROOT,
                        JOINED,
                        runsOnly ? "" : " join backtest_outcome o on o.id = n.outcome_id",
                        where.sql(),
                        order("n."),
                        requested,
                        order("page.")),
                row -> new RunHit(OutcomeRow.read(row, sort), row.getLong("grid_index"), row.getLong("params_hash")),
                where.arguments());
    }

    private String order(String run) {
        if (sort.byPlace()) {
            return run + "grid_index" + sort.direction() + ", " + run + "params_hash" + sort.direction();
        }
        String places = run.isEmpty() ? "" : ", " + run + "grid_index, " + run + "params_hash";
        return sort.column() + sort.direction() + " nulls last, o.id" + places;
    }

    /** Written so that an index can begin at the position. */
    private void from(Conditions where, RunPosition position, boolean undefined, String sameFigure) {
        boolean byRun = sameFigure.startsWith("(");
        Object[] place = position == null
                ? new Object[0]
                : byRun
                        ? new Object[] {position.outcome(), position.gridIndex(), position.hash()}
                        : new Object[] {position.outcome()};
        if (undefined) {
            where.and(sort.column() + " is null");
            if (position != null) {
                where.and(sameFigure, place);
            }
            return;
        }
        if (sort.mayBeUndefined()) {
            where.and(sort.column() + " is not null");
        }
        if (position != null) {
            Object figure = position.figure(sort);
            where.and(sort.column() + " " + sort.beyond() + "= ?", figure)
                    .and("(" + sort.column() + " " + sort.beyond() + " ?", figure);
            where.or(sameFigure + ")", place);
        }
    }

    private Conditions onOutcomes() {
        Conditions where = onFigures();
        setups.sql("o.setup_id").ifPresent(where::and);
        return where;
    }

    private Conditions onRuns() {
        Conditions where = onFigures();
        setups.sql("o.setup_id", "n.grid_index").ifPresent(where::and);
        if (filter.hash() != null) {
            where.and("n.params_hash = ?", filter.hash());
        }
        setups.fewHashes().ifPresent(hashes -> where.and("n.params_hash = any (?)", (Object) hashes));
        return where;
    }

    /** Whether the runs that count are few and known by hash. */
    private boolean namesRuns() {
        return filter.hash() != null || setups.fewHashes().isPresent();
    }

    private Conditions onFigures() {
        Conditions where = new Conditions();
        if (filter.winner() != null) {
            where.and(filter.winner() ? "o.is_winner" : "not o.is_winner");
        }
        filter.bounds().forEach(bound -> where.and(bound.sql(), bound.bound()));
        return where;
    }
}
