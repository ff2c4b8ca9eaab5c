package dev.quarry.ledger.query;

import dev.quarry.ledger.FiledRuns;
import dev.quarry.ledger.RunFile;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.sql.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * One reading of a stream of runs. In no order it goes through the outcomes of each discovery, some thousand at a time, and reads
 * the runs of these, which lie together: a join of all runs with all outcomes would be written to the disk of the database first.
 */
final class RunReading {

    private static final int OUTCOMES = 16_384;
    private static final int FILES = 500;

    /** Between two looks at the time. */
    private static final int AT_ONCE = 4_096;

    private static final String OUTCOMES_OF = "select " + StreamedOutcome.COLUMNS
            + " from backtest_outcome o where o.setup_id = ? and o.id > ? and o.file_id is null and %s order by o.id limit "
            + OUTCOMES;

    private static final String RUNS_OF =
            "select n.outcome_id, n.grid_index, n.params_hash from backtest_run n where n.outcome_id between %d and %d";

    private static final String JOINED = "select " + StreamedOutcome.COLUMNS
            + ", n.grid_index, n.params_hash from backtest_run n join backtest_outcome o on o.id = n.outcome_id where %s%s";

    private static final String FILES_OF =
            "select " + RunFile.COLUMNS + " from backtest_file f where %s and f.id > ? order by f.id limit " + FILES;

    private static final String OUTCOMES_OF_FILE = "select " + StreamedOutcome.COLUMNS
            + " from backtest_outcome o where o.file_id = ? and %s order by o.first_index";

    private final Snapshot snapshot;
    private final RunStream.Request request;
    private final SetupSelection selection;
    private final Collection<Long> setups;
    private final TimeBudget budget;
    private final RunStream.Taker taker;
    private final ListingSql sql;
    private long taken;

    RunReading(
            Snapshot snapshot,
            RunStream.Request request,
            SetupSelection selection,
            Collection<Long> setups,
            TimeBudget budget,
            RunStream.Taker taker) {
        this.snapshot = snapshot;
        this.request = request;
        this.selection = selection;
        this.setups = setups;
        this.budget = budget;
        this.taker = taker;
        this.sql = new ListingSql(request.filter(), selection, request.sort());
    }

    void read() throws IOException {
        if (request.sort() != null) {
            joined(" order by " + sql.order("n.") + " limit " + request.most());
            return;
        }
        if (sql.namesRuns()) {
            joined("");
        } else {
            for (long setup : setups) {
                ofSetup(setup);
            }
        }
        files();
    }

    private boolean wantsMore() {
        return taken < request.most();
    }

    private void take(StreamedOutcome outcome, long index, long hash) throws IOException {
        if (taken % AT_ONCE == 0) {
            budget.run();
        }
        taken++;
        taker.take(outcome, index, hash);
    }

    private void joined(String order) throws IOException {
        Conditions where = sql.onRuns();
        budget.run();
        snapshot.each(
                String.format(Locale.ROOT, JOINED, where.sql(), order),
                row -> {
                    take(
                            StreamedOutcome.read(row),
                            row.getLong(StreamedOutcome.NEXT),
                            row.getLong(StreamedOutcome.NEXT + 1));
                    return wantsMore();
                },
                where.arguments());
    }

    private static Object[] arguments(Conditions where, Object... before) {
        return Stream.concat(Arrays.stream(before), Arrays.stream(where.arguments()))
                .toArray();
    }

    private void ofSetup(long setup) throws IOException {
        Conditions where = sql.onFigures();
        String statement = String.format(Locale.ROOT, OUTCOMES_OF, where.sql());
        List<StreamedOutcome> some = new ArrayList<>();
        long last = Long.MIN_VALUE;
        do {
            some.clear();
            budget.run();
            snapshot.each(statement, row -> some.add(StreamedOutcome.read(row)), arguments(where, setup, last));
            if (!some.isEmpty()) {
                runsOf(some);
                last = some.get(some.size() - 1).id();
            }
        } while (some.size() == OUTCOMES && wantsMore());
    }

    /** Runs that lie between are of other outcomes, which the filter does not mean or another discovery has. */
    private void runsOf(List<StreamedOutcome> some) throws IOException {
        long[] ids = some.stream().mapToLong(StreamedOutcome::id).toArray();
        if (!wantsMore()) {
            return;
        }
        snapshot.eachOfNumbers(String.format(Locale.ROOT, RUNS_OF, ids[0], ids[ids.length - 1]), 3, row -> {
            int at = Arrays.binarySearch(ids, row[0]);
            if (at >= 0) {
                StreamedOutcome outcome = some.get(at);
                if (selection.has(outcome.setupId(), row[1])) {
                    take(outcome, row[1], row[2]);
                }
            }
            return wantsMore();
        });
    }

    private void files() throws IOException {
        String statement =
                String.format(Locale.ROOT, FILES_OF, selection.sql("f.setup_id").orElse("true"));
        List<RunFile> files = new ArrayList<>();
        long last = 0;
        do {
            files.clear();
            snapshot.each(statement, row -> files.add(RunFile.read(row)), last);
            for (RunFile file : files) {
                if (!wantsMore()) {
                    return;
                }
                budget.run();
                ofFile(file);
                last = file.id();
            }
        } while (files.size() == FILES);
    }

    /** The runs of a file by outcome, so that an outcome is read once and none is held. */
    private void ofFile(RunFile file) throws IOException {
        FiledRuns runs = file.open();
        long[] hashes = FiledRuns.hashes(file);
        IntPredicate meant = RunsInFiles.rows(runs, selection, request.filter().runs());
        int[] ends = new int[runs.outcomes() + 1];
        for (int row = 0; row < runs.size(); row++) {
            ends[runs.outcome(row) + 1]++;
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] rows = new int[runs.size()];
        int[] next = ends.clone();
        for (int row = 0; row < runs.size(); row++) {
            rows[next[runs.outcome(row)]++] = row;
        }
        Conditions where = sql.onFigures();
        snapshot.each(
                String.format(Locale.ROOT, OUTCOMES_OF_FILE, where.sql()),
                row -> {
                    StreamedOutcome outcome = StreamedOutcome.read(row);
                    int number = runs.outcomeOf(outcome.firstIndex());
                    for (int k = number < 0 ? 0 : ends[number]; number >= 0 && k < ends[number + 1]; k++) {
                        if (wantsMore() && meant.test(rows[k])) {
                            take(outcome, runs.index(rows[k]), hashes[rows[k]]);
                        }
                    }
                    return wantsMore();
                },
                arguments(where, file.id()));
    }
}
