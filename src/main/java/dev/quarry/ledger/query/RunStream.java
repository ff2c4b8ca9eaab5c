package dev.quarry.ledger.query;

import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * All runs that a filter means, one after the other, in as much memory whatever their number. They are those of one moment, however
 * long it takes to read them.
 */
@ApplicationScoped
public class RunStream {

    private static final long FEW = 50_000;

    /** Whole grids are held of so many. */
    private static final int MOST_SETUPS = 1_000;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final String ADVICE = "Name one discovery by job_id, use filters, or read faster";

    private static final String SETUPS = "select s.* from backtest_setup s where %s order by s.id limit ?";

    private final Database database;
    private final long few;
    private final Duration longest;

    @Inject
    public RunStream(Database database) {
        this(database, FEW, LONGEST);
    }

    /**
     * @param few with a filter on parameters, up to how many places in grids are looked up by their hashes
     * @param longest how long all of it may take before it is given up
     */
    RunStream(Database database, long few, Duration longest) {
        this.database = database;
        this.few = few;
        this.longest = longest;
    }

    /**
     * Which runs, and in which order.
     *
     * @param filter which
     * @param sort in which order; null for that in which they are stored, which costs the database nothing
     * @param most how many at most
     */
    public record Request(RunFilter filter, RunSort sort, long most) {}

    /** Takes runs. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Takes a run.
         *
         * @param outcome what came out, with the key of the run's setup
         * @param gridIndex its place in the grid
         * @param hash its hash
         */
        void take(StreamedOutcome outcome, long gridIndex, long hash) throws IOException;
    }

    /** What was chosen, before anything is read. */
    public final class Chosen {

        private final Request request;
        private final SetupSelection selection;
        private final Map<Long, RunSetup> setups;

        private Chosen(Request request, SetupSelection selection, Map<Long, RunSetup> setups) {
            this.request = request;
            this.selection = selection;
            this.setups = setups;
        }

        /** What the runs may share, by key, the oldest first. */
        public Map<Long, RunSetup> setups() {
            return setups;
        }

        /** Reads the runs. A time that is over, like a file that cannot be read, ends it with a problem. */
        public void each(Taker taker) throws IOException {
            if (setups.isEmpty()) {
                return;
            }
            TimeBudget budget = new TimeBudget(longest, ADVICE);
            Snapshot.read(database, SILENT, snapshot -> new RunReading(
                            snapshot, request, selection, setups.keySet(), budget, taker)
                    .read());
        }
    }

    /**
     * Looks up what a request is about.
     *
     * @throws InvalidInputException naming what makes it too large: more than a thousand discoveries, or an order of runs of which
     *     some are in files
     */
    public Chosen choose(Request request) {
        SetupSelection selection = SetupSelection.of(database, request.filter(), few);
        Map<Long, RunSetup> setups = new LinkedHashMap<>();
        if (!selection.isEmpty()) {
            database.query(
                    String.format(Locale.ROOT, SETUPS, selection.sql("s.id").orElse("true")),
                    row -> setups.put(row.getLong("id"), RunRows.setup(row)),
                    MOST_SETUPS + 1);
        }
        if (setups.size() > MOST_SETUPS) {
            throw new InvalidInputException(
                    "job_id",
                    "is needed, or a market: these are runs of more than " + MOST_SETUPS
                            + " discoveries, too many for one table");
        }
        boolean inFiles = request.sort() != null
                && !setups.isEmpty()
                && new RunsInFiles(database).any(selection.sql("f.setup_id").orElse("true"));
        if (inFiles) {
            throw new InvalidInputException(
                    "sort", "must be left out: some of these runs are in files, which come in the order of their grid");
        }
        return new Chosen(request, selection, setups);
    }
}
