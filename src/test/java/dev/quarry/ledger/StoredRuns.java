package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs as tests write them down, and as the ledger takes them. */
public final class StoredRuns {

    private StoredRuns() {}

    /** The runs as if they were tested just now. */
    public static RunBatch anew(List<TestedRun> runs) {
        RunBatch batch = new RunBatch(runs.size());
        for (TestedRun run : runs) {
            batch.hash(batch.size(), Long.parseUnsignedLong(run.paramsHash(), 16));
            batch.add(run.gridIndex(), batch.outcome(run.statistics(), run.winner()));
        }
        return batch;
    }

    /** Everything in the ledger, winners or not. */
    public static List<TestedRun> all(Database database) {
        return database.query("""
                select r.params_hash, r.grid_index, o.*, s.grid
                from backtest_run r join backtest_outcome o on o.id = r.outcome_id join backtest_setup s on s.id = o.setup_id
                order by r.params_hash
                """, RunRows::run);
    }

    /** A grid in which each run's combination stands at its index; only the last parameter may differ between runs. */
    public static Map<String, List<Object>> gridOf(List<TestedRun> runs) {
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(runs.get(0).combination().keySet());
        int length = (int) runs.stream().mapToLong(TestedRun::gridIndex).max().orElse(0) + 1;
        for (String name : names) {
            if (name.equals(names.get(names.size() - 1))) {
                List<Object> values = new ArrayList<>(Collections.nCopies(length, null));
                runs.forEach(run ->
                        values.set((int) run.gridIndex(), run.combination().get(name)));
                grid.put(name, values);
            } else {
                grid.put(
                        name,
                        Collections.singletonList(runs.get(0).combination().get(name)));
            }
        }
        return grid;
    }
}
