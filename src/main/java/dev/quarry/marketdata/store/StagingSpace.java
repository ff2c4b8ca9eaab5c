package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Frees the disk space of finished imports: their rows are deleted, but PostgreSQL keeps the space for later ones,
 * which can be gigabytes. A staging table that no import uses is truncated, which returns its files at once.
 */
@ApplicationScoped
public class StagingSpace {

    private static final Logger LOG = Logger.getLogger(StagingSpace.class.getName());

    /** Smaller tables are left alone, since their space is reused soon. */
    private static final String LARGE = "select pg_total_relation_size(?::regclass) > 64 * 1024 * 1024";

    /** Locks without waiting, so that no running import is delayed: the next one that ends then frees the space. */
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

    /**
     * @param inUse whether an import uses the table, checked under the lock: imports write their rows only after what
     *     it looks for
     */
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
