package dev.quarry.ledger.query;

import dev.quarry.ledger.FiledRuns;
import dev.quarry.ledger.RunFile;
import dev.quarry.ledger.query.RunHit.OutcomeRow;
import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The part of a listing that is about single runs, of those that are in files. */
final class FiledListing {

    private static final int OUTCOMES_A_PAGE = 2_000;

    private static final String NAMED = """
            select o.* from unnest(?::bigint[], ?::bigint[]) p (file, first)
                join backtest_outcome o on o.file_id = p.file and o.first_index = p.first
            where %s order by %s limit %d
            """;

    private static final String WALKED =
            "select o.* from backtest_outcome o where o.file_id is not null and %s order by %s limit %d";

    private static final String OF_FILE =
            "select o.* from backtest_outcome o where o.file_id = %d and o.first_index = any (?) and %s";

    private static final String COUNT = """
            select coalesce(sum(p.runs), 0) from unnest(?::bigint[], ?::bigint[]) p (first, runs)
                join backtest_outcome o on o.file_id = %d and o.first_index = p.first
            where %s
            """;

    private final Database database;
    private final RunFilter filter;
    private final SetupSelection setups;
    private final RunSort sort;
    private final ListingSql sql;
    private final RunsInFiles files;
    private final String condition;
    private Boolean any;

    FiledListing(Database database, RunFilter filter, SetupSelection setups, RunSort sort, ListingSql sql) {
        this.database = database;
        this.filter = filter;
        this.setups = setups;
        this.sort = sort;
        this.sql = sql;
        this.files = new RunsInFiles(database);
        this.condition = setups.sql("f.setup_id").orElse("true");
    }

    RunsInFiles files() {
        return files;
    }

    /** The first of both, each of which is in the listing's order. */
    List<RunHit> merged(List<RunHit> one, List<RunHit> other, int requested) {
        return Stream.concat(one.stream(), other.stream())
                .sorted(order())
                .limit(requested)
                .toList();
    }

    private Comparator<RunHit> order() {
        Comparator<RunHit> byRun = Comparator.comparingLong(RunHit::gridIndex).thenComparingLong(RunHit::hash);
        if (sort.byPlace()) {
            return sort.descending() ? byRun.reversed() : byRun;
        }
        Comparator<RunHit> byFigure = sort.byTime()
                ? Comparator.comparingLong(hit -> hit.outcome().key())
                : Comparator.comparingDouble(
                        hit -> Double.longBitsToDouble(hit.outcome().key()) + 0.0);
        return (sort.descending() ? byFigure.reversed() : byFigure)
                .thenComparingLong(hit -> hit.outcome().id())
                .thenComparing(byRun);
    }

    private boolean isEmpty() {
        any = any == null ? Boolean.valueOf(files.any(condition)) : any;
        return !any;
    }

    private IntPredicate rows(FiledRuns runs) {
        return RunsInFiles.rows(runs, setups, filter.runs());
    }

    /** Runs that the filter names one by one. */
    List<RunHit> named(RunPosition position, boolean undefined, int requested) {
        if (isEmpty()) {
            return List.of();
        }
        LongStream.Builder ids = LongStream.builder();
        LongStream.Builder firsts = LongStream.builder();
        files.each(condition, file -> {
            FiledRuns runs = file.open();
            IntPredicate meant = rows(runs);
            boolean[] met = new boolean[runs.outcomes()];
            for (int row = 0; row < runs.size(); row++) {
                if (!met[runs.outcome(row)] && meant.test(row)) {
                    met[runs.outcome(row)] = true;
                    ids.add(file.id());
                    firsts.add(runs.first(runs.outcome(row)));
                }
            }
            return true;
        });
        long[] ofFiles = ids.build().toArray();
        long[] first = firsts.build().toArray();
        return pages(position, undefined, requested, requested + 1, (where, most) -> {
            List<Object> arguments = new ArrayList<>(List.of(ofFiles, first));
            arguments.addAll(Arrays.asList(where.arguments()));
            return database.query(
                    String.format(Locale.ROOT, NAMED, where.sql(), sql.order(""), most),
                    row -> OutcomeRow.read(row, sort),
                    arguments.toArray());
        });
    }

    /** Runs at places that are too many to be named, after a position. */
    List<RunHit> walked(RunPosition position, boolean undefined, int requested) {
        return isEmpty()
                ? List.of()
                : pages(
                        position,
                        undefined,
                        requested,
                        OUTCOMES_A_PAGE,
                        (where, most) -> database.query(
                                String.format(Locale.ROOT, WALKED, where.sql(), sql.order(""), most),
                                row -> OutcomeRow.read(row, sort),
                                where.arguments()));
    }

    @FunctionalInterface
    private interface Page {
        List<OutcomeRow> read(Conditions where, int most);
    }

    private List<RunHit> pages(RunPosition position, boolean undefined, int requested, int most, Page page) {
        List<RunHit> hits = new ArrayList<>();
        RunPosition from = position;
        List<OutcomeRow> outcomes;
        do {
            Conditions where = sql.onOutcomes();
            sql.from(where, from, undefined, "o.id >= ?");
            outcomes = page.read(where, most);
            hits.addAll(new OutcomeRuns(database, setups, from, filter.runs(), files)
                    .of(outcomes, requested - hits.size()));
            if (!outcomes.isEmpty()) {
                from = outcomes.get(outcomes.size() - 1).first().position().afterOutcome();
            }
        } while (hits.size() < requested && outcomes.size() == most);
        return hits;
    }

    /** Runs in the order of the grid. */
    List<RunHit> byPlace(RunPosition position, int requested) {
        if (isEmpty()) {
            return List.of();
        }
        Comparator<RunHit> order = order();
        PriorityQueue<RunHit> best = new PriorityQueue<>(order.reversed());
        files.each(condition, file -> {
            if (mayHold(file, position, best.size() < requested ? null : best.peek())) {
                inOrder(file, position, requested).forEach(hit -> {
                    best.add(hit);
                    if (best.size() > requested) {
                        best.poll();
                    }
                });
            }
            return true;
        });
        return best.stream().sorted(order).toList();
    }

    /** @param last the last of those that there are, which are enough; null while they are not */
    private boolean mayHold(RunFile file, RunPosition position, RunHit last) {
        long near = sort.descending() ? -file.lastIndex() : file.firstIndex();
        long far = sort.descending() ? -file.firstIndex() : file.lastIndex();
        boolean behind = position == null || far >= (sort.descending() ? -position.gridIndex() : position.gridIndex());
        return behind && (last == null || near <= (sort.descending() ? -last.gridIndex() : last.gridIndex()));
    }

    private List<RunHit> inOrder(RunFile file, RunPosition position, int requested) {
        FiledRuns runs = file.open();
        IntPredicate meant = rows(runs);
        List<RunHit> hits = new ArrayList<>();
        int step = sort.descending() ? -1 : 1;
        int row = sort.descending() ? runs.size() - 1 : 0;
        while (row >= 0 && row < runs.size() && hits.size() < requested) {
            List<Integer> some = new ArrayList<>();
            for (; row >= 0 && row < runs.size() && some.size() < OUTCOMES_A_PAGE; row += step) {
                if (meant.test(row) && isAfter(position, file, runs.index(row))) {
                    some.add(row);
                }
            }
            Map<Long, OutcomeRow> outcomes = outcomes(runs, some);
            for (int one : some) {
                OutcomeRow outcome = outcomes.get(runs.first(runs.outcome(one)));
                if (outcome != null && hits.size() < requested) {
                    hits.add(new RunHit(outcome, runs.index(one), files.hash(file.setupId(), runs.index(one))));
                }
            }
        }
        return hits;
    }

    private boolean isAfter(RunPosition position, RunFile file, long index) {
        if (position == null || index != position.gridIndex()) {
            return position == null || index > position.gridIndex() != sort.descending();
        }
        long hash = files.hash(file.setupId(), index);
        return sort.descending() ? hash < position.hash() : hash > position.hash();
    }

    /** Those outcomes of the rows that the filter means, by their first places. */
    private Map<Long, OutcomeRow> outcomes(FiledRuns runs, List<Integer> rows) {
        Map<Long, OutcomeRow> outcomes = new HashMap<>();
        Conditions where = sql.onFigures();
        List<Object> arguments = new ArrayList<>();
        arguments.add(rows.stream()
                .mapToLong(row -> runs.first(runs.outcome(row)))
                .distinct()
                .toArray());
        arguments.addAll(Arrays.asList(where.arguments()));
        database.query(
                String.format(Locale.ROOT, OF_FILE, runs.file().id(), where.sql()),
                row -> {
                    OutcomeRow outcome = OutcomeRow.read(row, sort);
                    return outcomes.put(outcome.firstIndex(), outcome);
                },
                arguments.toArray());
        return outcomes;
    }

    /** Takes the runs of a file that are meant, by outcome. */
    @FunctionalInterface
    interface Counts {
        boolean wantsMoreAfter(RunFile file, long[] firsts, long[] runs);
    }

    /** How many runs of each outcome are meant, file by file. */
    void counts(Counts taker) {
        if (isEmpty()) {
            return;
        }
        files.each(condition, file -> {
            FiledRuns runs = file.open();
            IntPredicate meant = rows(runs);
            int[] counted = new int[runs.outcomes()];
            for (int row = 0; row < runs.size(); row++) {
                counted[runs.outcome(row)] += meant.test(row) ? 1 : 0;
            }
            int[] met = java.util.stream.IntStream.range(0, counted.length)
                    .filter(outcome -> counted[outcome] > 0)
                    .toArray();
            return met.length == 0
                    || taker.wantsMoreAfter(
                            file,
                            Arrays.stream(met).mapToLong(runs::first).toArray(),
                            Arrays.stream(met)
                                    .mapToLong(outcome -> counted[outcome])
                                    .toArray());
        });
    }

    /** How many runs there are; counting stops above the limit. */
    long count(long most) {
        long[] count = {0};
        Conditions where = sql.onFigures();
        counts((file, firsts, runs) -> {
            List<Object> arguments = new ArrayList<>(List.of(firsts, runs));
            arguments.addAll(Arrays.asList(where.arguments()));
            count[0] += database.first(
                            String.format(Locale.ROOT, COUNT, file.id(), where.sql()),
                            row -> row.getLong(1),
                            arguments.toArray())
                    .orElseThrow();
            return count[0] <= most;
        });
        return count[0];
    }
}
