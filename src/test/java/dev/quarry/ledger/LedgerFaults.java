package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import java.util.List;

/** What can't be, if all who write the ledger keep to its rules. */
public final class LedgerFaults {

    private LedgerFaults() {}

    /** Outcomes that count their runs wrongly or do not name the first of them, and runs without an outcome. */
    public static List<String> of(Database database) {
        return database.query("""
                select 'outcome ' || o.id from backtest_outcome o
                where o.runs <> (select count(*) from backtest_run r where r.outcome_id = o.id)
                    or not exists (
                        select from backtest_run r
                        where r.outcome_id = o.id and r.params_hash = o.first_hash and r.grid_index = o.first_index
                            and r.grid_index = (select min(grid_index) from backtest_run where outcome_id = o.id))
                union all
                select 'run ' || r.params_hash from backtest_run r
                where not exists (select from backtest_outcome o where o.id = r.outcome_id)
                limit 100
                """, row -> row.getString(1));
    }
}
