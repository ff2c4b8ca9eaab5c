package dev.quarry.ledger.query;

import dev.quarry.ledger.query.RunHit.OutcomeRow;
import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the runs of outcomes, no more than are requested. The row of an outcome with a single run names that run. */
final class OutcomeRuns {

    /** An outcome with more runs than that is read by itself, only as far as needed. */
    private static final int MANY = 2_000;

    /** The most outcomes that are looked up together. */
    private static final int TOGETHER = 128;

    private static final String RUNS =
            "select n.outcome_id, n.grid_index, n.params_hash from backtest_run n where n.outcome_id in (%s)%s";

    private static final String RUNS_AFTER =
            RUNS + " and (n.grid_index, n.params_hash) > (?, ?) order by n.grid_index, n.params_hash limit %d";

    private final Database database;
    private final SetupSelection setups;
    private final RunPosition position;
    private final NamedRuns named;
    private final RunsInFiles files;

    /**
     * @param position the last run that was read; null to start
     * @param named the runs that are meant; null for any
     */
    OutcomeRuns(Database database, SetupSelection setups, RunPosition position, NamedRuns named, RunsInFiles files) {
        this.named = named;
        this.files = files;
        this.database = database;
        this.setups = setups;
        this.position = position;
    }

    /**
     * The first runs of these outcomes, in the order of the outcomes, those of each outcome in the order of the grid.
     */
    List<RunHit> of(List<OutcomeRow> outcomes, int requested) {
        List<RunHit> hits = new ArrayList<>();
        int next = 0;
        while (next < outcomes.size() && hits.size() < requested) {
            int end = end(outcomes, next, requested - hits.size());
            List<OutcomeRow> slice = outcomes.subList(next, end);
            Map<Long, List<RunHit>> found = lookUp(slice, requested - hits.size());
            for (OutcomeRow outcome : slice) {
                int left = requested - hits.size();
                List<RunHit> runs = outcome.runs() > MANY && outcome.fileId() == 0
                        ? lookUpMany(outcome, left)
                        : found.get(outcome.id());
                hits.addAll(runs.subList(0, Math.min(left, runs.size())));
            }
            next = end;
        }
        return hits;
    }

    /** The end of the outcomes that are certain to have the requested number of runs. */
    private int end(List<OutcomeRow> outcomes, int start, int requested) {
        long certain = 0;
        int end = start;
        while (end < outcomes.size() && end - start < TOGETHER && certain < requested) {
            OutcomeRow outcome = outcomes.get(end++);
            if (position == null || outcome.id() != position.outcome()) {
                certain += (setups.isByPlace() || named != null) && outcome.runs() > 1 ? 0 : outcome.runs();
            }
        }
        return end;
    }

    /** @param most how many of each are wanted */
    private Map<Long, List<RunHit>> lookUp(List<OutcomeRow> outcomes, int most) {
        Map<Long, List<RunHit>> found = new HashMap<>();
        Map<Long, OutcomeRow> open = new HashMap<>();
        List<OutcomeRow> filed = new ArrayList<>();
        for (OutcomeRow outcome : outcomes) {
            List<RunHit> runs = found.computeIfAbsent(outcome.id(), id -> new ArrayList<>());
            if (outcome.runs() > 1 && outcome.fileId() != 0) {
                filed.add(outcome);
            } else if (outcome.runs() > 1) {
                open.put(outcome.id(), outcome);
            } else if (counts(outcome.first())) {
                runs.add(outcome.first());
            }
        }
        files.lookUp(filed, most, this::counts, found);
        open.values().removeIf(outcome -> outcome.runs() > MANY);
        if (!open.isEmpty()) {
            database.query(
                    String.format(Locale.ROOT, RUNS, SetupSelection.list(List.copyOf(open.keySet())), ""), row -> {
                        RunHit hit = new RunHit(open.get(row.getLong(1)), row.getLong(2), row.getLong(3));
                        return counts(hit) && found.get(row.getLong(1)).add(hit);
                    });
            found.values()
                    .forEach(runs -> runs.sort(
                            Comparator.comparingLong(RunHit::gridIndex).thenComparingLong(RunHit::hash)));
        }
        return found;
    }

    private List<RunHit> lookUpMany(OutcomeRow outcome, int requested) {
        boolean resumed = position != null && position.outcome() == outcome.id();
        return database.query(
                String.format(
                        Locale.ROOT,
                        RUNS_AFTER,
                        outcome.id(),
                        setups.condition(outcome.setupId(), "n.grid_index"),
                        requested),
                row -> new RunHit(outcome, row.getLong(2), row.getLong(3)),
                resumed ? position.gridIndex() : -1,
                resumed ? position.hash() : 0);
    }

    private boolean counts(RunHit hit) {
        boolean shown = position != null
                && position.outcome() == hit.outcome().id()
                && !position.isBefore(hit.gridIndex(), hit.hash());
        return !shown
                && (named == null || named.has(hit.hash()))
                && setups.has(hit.outcome().setupId(), hit.gridIndex());
    }
}
