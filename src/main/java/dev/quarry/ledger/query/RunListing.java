package dev.quarry.ledger.query;

import dev.quarry.ledger.query.RunDistribution.Bin;
import dev.quarry.ledger.query.RunHit.OutcomeRow;
import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
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

    private final Database database;
    private final RunFilter filter;
    private final SetupSelection setups;
    private final RunSort sort;
    private final ListingSql sql;
    private final FiledListing filed;

    RunListing(Database database, RunFilter filter, SetupSelection setups, RunSort sort) {
        this.database = database;
        this.filter = filter;
        this.setups = setups;
        this.sort = sort;
        this.sql = new ListingSql(filter, setups, sort);
        this.filed = new FiledListing(database, filter, setups, sort, sql);
    }

    RunCount count() {
        Conditions where = isByRun() ? sql.onRuns() : sql.onOutcomes();
        long inRows = database.first(
                        String.format(
                                Locale.ROOT,
                                isByRun() ? COUNT_BY_RUN : COUNT_BY_OUTCOME,
                                where.sql(),
                                RunCount.MAX + 1),
                        row -> row.getLong(1),
                        where.arguments())
                .orElseThrow();
        return RunCount.of(isByRun() && inRows <= RunCount.MAX ? inRows + filed.count(RunCount.MAX - inRows) : inRows);
    }

    /** The distribution of the figure that the listing is sorted by, in that many bins. */
    List<Bin> spread(int bins) {
        return new RunSpread(database, sort, sql, filed, isByRun()).bins(bins);
    }

    private boolean isByRun() {
        return setups.isByPlace() || sql.namesRuns();
    }

    /**
     * The next runs.
     *
     * @param position the last run that was read; null to start
     * @param requested how many; fewer are returned only at the end
     */
    List<RunHit> read(RunPosition position, int requested) {
        if (sort.byPlace()) {
            return filed.merged(joined(position, false, requested), filed.byPlace(position, requested), requested);
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
        if (sql.namesRuns()) {
            return filed.merged(
                    joined(position, undefined, requested), filed.named(position, undefined, requested), requested);
        }
        // The outcome of the position may have runs left, or none.
        int most = (setups.isByPlace() ? OUTCOMES_A_RUN * requested : requested) + 1;
        List<OutcomeRow> outcomes = outcomes(position, undefined, most);
        List<RunHit> hits = new OutcomeRuns(database, setups, position, null, filed.files()).of(outcomes, requested);
        if (hits.size() == requested || outcomes.size() < most) {
            return hits;
        }
        RunPosition last = outcomes.get(outcomes.size() - 1).first().position().afterOutcome();
        int left = requested - hits.size();
        hits.addAll(filed.merged(joined(last, undefined, left), filed.walked(last, undefined, left), left));
        return hits;
    }

    private List<OutcomeRow> outcomes(RunPosition position, boolean undefined, int most) {
        Conditions where = sql.onOutcomes();
        // Told apart by the place of its only run, most of them need not be looked into.
        if (setups.isByPlace()) {
            where.and("(o.runs > 1 or "
                    + setups.sql("o.setup_id", "o.first_index").orElseThrow() + ")");
        }
        sql.from(where, position, undefined, "o.id >= ?");
        return database.query(
                String.format(Locale.ROOT, OUTCOMES, where.sql(), sql.order(""), most),
                row -> OutcomeRow.read(row, sort),
                where.arguments());
    }

    private List<RunHit> joined(RunPosition position, boolean undefined, int requested) {
        Conditions where = sql.onRuns();
        boolean alone = where.sql().equals(new Conditions().sql());
        if (sort.byPlace()) {
            if (position != null) {
                where.and(
                        "(n.grid_index, n.params_hash) " + sort.beyond() + " (?, ?)",
                        position.gridIndex(),
                        position.hash());
            }
        } else {
            sql.from(where, position, undefined, "(o.id, n.grid_index, n.params_hash) > (?, ?, ?)");
        }
        boolean runsOnly = alone && sort.byPlace();
        return database.query(
                String.format(
                        Locale.ROOT,
                        JOINED,
                        runsOnly ? "" : " join backtest_outcome o on o.id = n.outcome_id",
                        where.sql(),
                        sql.order("n."),
                        requested,
                        sql.order("page.")),
                row -> new RunHit(OutcomeRow.read(row, sort), row.getLong("grid_index"), row.getLong("params_hash")),
                where.arguments());
    }
}
