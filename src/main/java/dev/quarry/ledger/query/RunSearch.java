package dev.quarry.ledger.query;

import dev.quarry.ledger.FiledRuns;
import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredGrid;
import dev.quarry.ledger.TestedRun;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds tested runs, winners and losers. */
@ApplicationScoped
public class RunSearch {

    /** Up to this many runs are found faster one by one, by hash, than by reading all runs. */
    private static final long FEW = 50_000;

    private static final String SETUPS = "select s.* from backtest_setup s where s.id = any (?)";

    private static final String BY_HASH = """
            select n.params_hash, n.grid_index, n.outcome_id, o.*, s.*
            from backtest_run n
                join backtest_outcome o on o.id = n.outcome_id
                join backtest_setup s on s.id = o.setup_id
            where n.params_hash = ?
            """;

    private static final String IN_FILE = """
            select o.*, s.* from backtest_outcome o join backtest_setup s on s.id = o.setup_id
            where o.file_id = ? and o.first_index = ?
            """;

    /** Looked up by the return; an undefined return matches nothing. */
    private static final String IDENTICAL = String.format(Locale.ROOT, """
            select coalesce(sum(o.runs), 0)
            from backtest_outcome r
                join backtest_setup s on s.id = r.setup_id
                cross join backtest_outcome o
                join backtest_setup t on t.id = o.setup_id
            where r.id = ? and %s
            """, RunRows.SAME_OUTCOME);

    private final Database database;
    private final long few;

    @Inject
    public RunSearch(Database database) {
        this(database, FEW);
    }

    /** @param few with a filter on parameters, up to how many places in grids are looked up by their hashes */
    RunSearch(Database database, long few) {
        this.database = database;
        this.few = few;
    }

    /**
     * A page of a listing.
     *
     * @throws InvalidInputException when the cursor is damaged or comes from another listing
     */
    public RunPage page(RunQuery query) {
        RunCursor cursor =
                query.cursor() == null ? null : RunCursor.read(query.cursor(), query.listing(), query.sort());
        SetupSelection setups = SetupSelection.of(database, query.filter(), few);
        if (setups.isEmpty()) {
            return new RunPage(List.of(), null, RunCount.of(0));
        }
        RunListing listing = new RunListing(database, query.filter(), setups, query.sort());
        RunCount count = cursor == null ? listing.count() : cursor.count();
        List<RunHit> hits = listing.read(cursor == null ? null : cursor.position(), query.limit() + 1);
        boolean more = hits.size() > query.limit();
        List<RunHit> shown = more ? hits.subList(0, query.limit()) : hits;
        String next = more
                ? new RunCursor(
                                query.listing(),
                                count,
                                shown.get(shown.size() - 1).position())
                        .text()
                : null;
        return new RunPage(withParameters(shown), next, count);
    }

    /** The distribution of the figure that the query sorts by, over all its runs. */
    public RunDistribution distribution(RunQuery query, int bins) {
        SetupSelection setups = SetupSelection.of(database, query.filter(), few);
        List<RunDistribution.Bin> spread = setups.isEmpty()
                ? List.of()
                : new RunListing(database, query.filter(), setups, query.sort()).spread(bins);
        return new RunDistribution(
                query.sort().by(),
                spread.stream().mapToLong(RunDistribution.Bin::runs).sum(),
                spread);
    }

    /**
     * The run of that parameter set. One in a file is looked for in all files, the oldest first.
     *
     * @throws dev.quarry.platform.problem.ProblemException 503 where a file cannot be read, or there are too many
     */
    public Optional<FoundRun> find(long hash) {
        Optional<FoundRun> found =
                database.first(BY_HASH, row -> found(row, row.getLong("outcome_id"), RunRows.run(row)), hash);
        return found.isPresent() ? found : findInFiles(hash);
    }

    private Optional<FoundRun> findInFiles(long hash) {
        List<FoundRun> found = new ArrayList<>();
        RunsInFiles files = new RunsInFiles(database);
        files.each("true", file -> {
            long[] hashes = FiledRuns.hashes(file);
            for (int row = 0; row < hashes.length; row++) {
                if (hashes[row] == hash) {
                    FiledRuns runs = file.open();
                    long index = runs.index(row);
                    found.addAll(database.query(
                            IN_FILE,
                            outcome -> found(outcome, outcome.getLong("id"), RunRows.run(outcome, hash, index)),
                            file.id(),
                            runs.first(runs.outcome(row))));
                }
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private static FoundRun found(ResultSet row, long outcome, TestedRun run) throws SQLException {
        return new FoundRun(run, RunRows.setup(row), row.getObject("run_timestamp", OffsetDateTime.class), outcome);
    }

    /** How many runs have the same outcome on the same bars as that run, itself included. */
    public long identicalRuns(FoundRun run) {
        return database.first(IDENTICAL, row -> row.getLong(1), run.outcome()).orElseThrow();
    }

    private List<FoundRun> withParameters(List<RunHit> hits) {
        Map<Long, RunSetup> setups = new HashMap<>();
        Map<Long, StoredGrid> grids = new HashMap<>();
        if (!hits.isEmpty()) {
            long[] ids = hits.stream()
                    .mapToLong(hit -> hit.outcome().setupId())
                    .distinct()
                    .toArray();
            database.query(
                    SETUPS,
                    row -> {
                        RunSetup setup = RunRows.setup(row);
                        grids.put(row.getLong("id"), new StoredGrid(setup.grid()));
                        return setups.put(row.getLong("id"), setup);
                    },
                    (Object) ids);
        }
        return hits.stream()
                .map(hit -> found(
                        hit,
                        setups.get(hit.outcome().setupId()),
                        grids.get(hit.outcome().setupId())))
                .toList();
    }

    private static FoundRun found(RunHit hit, RunSetup setup, StoredGrid grid) {
        TestedRun run = new TestedRun(
                TestedRun.text(hit.hash()),
                hit.gridIndex(),
                grid.combination(hit.gridIndex()),
                hit.outcome().statistics(),
                hit.outcome().winner());
        return new FoundRun(run, setup, hit.outcome().testedAt(), hit.outcome().id());
    }
}
