package dev.quarry.ledger.query;

import dev.quarry.ledger.query.RunDistribution.Bin;
import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The distribution of a figure over the runs of a listing. */
final class RunSpread {

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

    /** Counted outcomes of a file. */
    private static final String OF_FILE = "unnest(?::bigint[], ?::bigint[]) p (first, runs)"
            + " join backtest_outcome o on o.file_id = %d and o.first_index = p.first";

    private final Database database;
    private final RunSort sort;
    private final ListingSql sql;
    private final FiledListing filed;
    private final boolean byRun;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** @param byRun whether the filter is about single runs */
    RunSpread(Database database, RunSort sort, ListingSql sql, FiledListing filed, boolean byRun) {
        this.database = database;
        this.sort = sort;
        this.sql = sql;
        this.filed = filed;
        this.byRun = byRun;
    }

    List<Bin> bins(int bins) {
        Conditions where = byRun ? sql.onRuns() : sql.onOutcomes();
        String from = byRun ? "backtest_run n join backtest_outcome o on o.id = n.outcome_id" : "backtest_outcome o";
        findEnds(from, where, List.of());
        if (byRun) {
            Conditions inFiles = sql.onFigures();
            filed.counts((file, firsts, runs) -> {
                findEnds(String.format(Locale.ROOT, OF_FILE, file.id()), inFiles, List.of(firsts, runs));
                return true;
            });
        }
        if (least > greatest) {
            return List.of();
        }
        Bin[] all = new Bin[least == greatest ? 1 : bins];
        double width = (greatest - least) / bins;
        for (int k = 0; k < all.length; k++) {
            all[k] = new Bin(least + k * width, k + 1 == all.length ? greatest : least + (k + 1) * width, 0, 0);
        }
        fill(all, bins, byRun ? "1" : "o.runs", from, where, List.of());
        if (byRun) {
            Conditions inFiles = sql.onFigures();
            filed.counts((file, firsts, runs) -> {
                String counted = String.format(Locale.ROOT, OF_FILE, file.id());
                fill(all, bins, "p.runs", counted, inFiles, List.of(firsts, runs));
                return true;
            });
        }
        return List.of(all);
    }

    private void findEnds(String from, Conditions where, List<Object> counted) {
        List<Object> arguments = new ArrayList<>(counted);
        arguments.addAll(Arrays.asList(where.arguments()));
        database.query(
                String.format(Locale.ROOT, ENDS, sort.column(), from, where.sql()),
                row -> {
                    if (row.getObject(1) != null) {
                        least = Math.min(least, row.getDouble(1));
                        greatest = Math.max(greatest, row.getDouble(2));
                    }
                    return true;
                },
                arguments.toArray());
    }

    private void fill(Bin[] all, int bins, String runs, String from, Conditions where, List<Object> counted) {
        List<Object> arguments = new ArrayList<>(counted);
        arguments.addAll(List.of(least, greatest));
        arguments.addAll(Arrays.asList(where.arguments()));
        database.query(
                String.format(Locale.ROOT, SPREAD, sort.column(), runs, from, where.sql(), bins),
                row -> {
                    int at = row.getInt("bin") - 1;
                    return all[at] = new Bin(
                            all[at].from(),
                            all[at].to(),
                            all[at].runs() + row.getLong("runs"),
                            all[at].winners() + row.getLong("winners"));
                },
                arguments.toArray());
    }
}
