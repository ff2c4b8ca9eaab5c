package dev.quarry.ledger.query;

import dev.quarry.ledger.FiledRuns;
import dev.quarry.ledger.RunFile;
import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.query.RunHit.OutcomeRow;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.sql.Database;
import dev.quarry.sweep.GridHashes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The runs that are in files, of one request: where they are, and those of outcomes. What is asked for is looked up in one file
 * after the other, so that memory does not grow with their number; time is limited.
 */
final class RunsInFiles {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String ADVICE = "Name one discovery by job_id, or use fewer filters";
    private static final int AT_ONCE = 500;

    private static final String FILES =
            "select " + RunFile.COLUMNS + " from backtest_file f where %s and f.id > ? order by f.id limit " + AT_ONCE;

    private static final String BY_ID = "select " + RunFile.COLUMNS + " from backtest_file f where f.id = any (?)";

    private final Database database;
    private final Runnable checkpoint;
    private final Map<Long, GridHashes> hashes = new HashMap<>();

    RunsInFiles(Database database) {
        this(database, LONGEST);
    }

    /** @param longest how long all that is asked of it may take before the request is given up */
    RunsInFiles(Database database, Duration longest) {
        this.database = database;
        this.checkpoint = new TimeBudget(longest, ADVICE);
    }

    /** Takes files one after the other, until it says that it has enough. */
    @FunctionalInterface
    interface Taker {
        boolean wantsMoreAfter(RunFile file);
    }

    /** Whether there is any file of that condition on {@code f.setup_id}. */
    boolean any(String condition) {
        return database.first(
                        "select exists (select from backtest_file f where " + condition + ")", row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** The files of that condition on {@code f.setup_id}, the oldest first. */
    void each(String condition, Taker taker) {
        long last = 0;
        List<RunFile> files;
        do {
            files = database.query(String.format(Locale.ROOT, FILES, condition), RunFile::read, last);
            for (RunFile file : files) {
                checkpoint.run();
                if (!taker.wantsMoreAfter(file)) {
                    return;
                }
                last = file.id();
            }
        } while (files.size() == AT_ONCE);
    }

    /** The hash of a run. */
    long hash(long setupId, long index) {
        return hashes.computeIfAbsent(setupId, id -> {
                    RunSetup setup = database.first("select * from backtest_setup where id = ?", RunRows::setup, id)
                            .orElseThrow();
                    return new GridHashes(setup.grid(), setup.hashed());
                })
                .hash(index);
    }

    /** The rows of a file of which something may be wanted. */
    static IntPredicate rows(FiledRuns runs, SetupSelection setups, NamedRuns named) {
        long setup = runs.file().setupId();
        if (named == null) {
            return row -> setups.has(setup, runs.index(row));
        }
        long[] known = FiledRuns.hashes(runs.file());
        return row -> named.has(known[row]) && setups.has(setup, runs.index(row));
    }

    /**
     * The first runs of outcomes, all of which are in files, in the order of the grid.
     *
     * @param most how many of each outcome
     * @param counts which runs are meant
     * @param found takes them, by outcome
     */
    void lookUp(Collection<OutcomeRow> outcomes, int most, Predicate<RunHit> counts, Map<Long, List<RunHit>> found) {
        Map<Long, List<OutcomeRow>> byFile = new HashMap<>();
        outcomes.forEach(outcome -> byFile.computeIfAbsent(outcome.fileId(), id -> new ArrayList<>())
                .add(outcome));
        long[] ids = byFile.keySet().stream().mapToLong(Long::longValue).toArray();
        for (RunFile file : ids.length == 0 ? List.<RunFile>of() : database.query(BY_ID, RunFile::read, (Object) ids)) {
            checkpoint.run();
            FiledRuns runs = file.open();
            OutcomeRow[] wanted = new OutcomeRow[runs.outcomes()];
            byFile.get(file.id()).forEach(outcome -> wanted[runs.outcomeOf(outcome.firstIndex())] = outcome);
            for (int row = 0; row < runs.size(); row++) {
                OutcomeRow outcome = wanted[runs.outcome(row)];
                if (outcome != null && found.get(outcome.id()).size() < most) {
                    RunHit hit = new RunHit(outcome, runs.index(row), hash(file.setupId(), runs.index(row)));
                    if (counts.test(hit)) {
                        found.get(outcome.id()).add(hit);
                    }
                }
            }
        }
    }
}
