package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives the space of imports back that are over: their rows are deleted, and what PostgreSQL keeps for later ones can be
 * gigabytes. A table in which no import has anything is emptied as a whole, which returns its files at once.
 */
@ApplicationScoped
public class StagingSpace {

    private static final Logger LOG = Logger.getLogger(StagingSpace.class.getName());

    /** Smaller ones are written again soon. */
    private static final String LARGE = "select pg_total_relation_size(?::regclass) > 64 * 1024 * 1024";

    /** Whoever imports now is not made to wait: then the next one that ends gives the space back. */
    private static final String LOCK = "lock table %s in access exclusive mode nowait";

    private final Database database;
    private final Transactions transactions;

    @Inject
    public StagingSpace(Database database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Called when an import is over, outside its transaction. Never fails. */
    public void giveBack() {
        giveBack("candle_staging", "select exists (select from candle_batch)");
        giveBack("price_upload_chunk", "select exists (select from price_upload where job_id is null)");
    }

    /** @param inUse asked under the lock: rows of imports are written only after what it finds */
    private void giveBack(String table, String inUse) {
        try {
            if (isTrue(LARGE, table) && !isTrue(inUse)) {
                transactions.runInNew(() -> {
                    database.update(String.format(java.util.Locale.ROOT, LOCK, table));
                    if (!isTrue(inUse)) {
                        database.update("truncate table " + table);
                    }
                });
            }
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The space that {0} takes is given back another time: {1}", new Object[] {
                table, e.toString()
            });
        }
    }

    private boolean isTrue(String sql, Object... arguments) {
        return database.first(sql, row -> row.getBoolean(1), arguments).orElse(false);
    }
}
