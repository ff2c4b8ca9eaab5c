package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Maintains the index by which the runs of an outcome are found. It is a block range index, which costs a writer
 * nothing, but a range that is not summarised yet is read in full by every look-up; the database does that by itself
 * only every minute or so (PostgreSQL manual, "BRIN Indexes", "Index Maintenance").
 */
@ApplicationScoped
public class RunIndex {

    private static final String SUMMARISE = "select brin_summarize_new_values('backtest_run_outcome')";

    private final Database database;

    @Inject
    public RunIndex(Database database) {
        this.database = database;
    }

    /**
     * Adds the runs that were stored and committed since to the index. To be called after a bulk write, outside its
     * transaction; reads the new rows once. Does no harm when several jobs do it, and is not needed for right answers.
     *
     * @return how many ranges were new
     */
    public int takeIn() {
        return database.first(SUMMARISE, row -> row.getInt(1)).orElseThrow();
    }
}
