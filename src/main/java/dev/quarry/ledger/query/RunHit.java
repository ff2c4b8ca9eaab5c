package dev.quarry.ledger.query;

import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A run of a page, before its parameters are known. */
record RunHit(OutcomeRow outcome, long gridIndex, long hash) {

    RunPosition position() {
        return new RunPosition(outcome.undefined, outcome.key, outcome.id, gridIndex, hash);
    }

    /**
     * An outcome as it is stored, and the figure that is sorted by.
     *
     * @param fileId the file with its runs; 0 where they are rows
     */
    record OutcomeRow(
            long id,
            long setupId,
            long fileId,
            int runs,
            long firstIndex,
            long firstHash,
            RunStatistics statistics,
            boolean winner,
            OffsetDateTime testedAt,
            boolean undefined,
            long key) {

        static OutcomeRow read(ResultSet row, RunSort sort) throws SQLException {
            OffsetDateTime testedAt = row.getObject("run_timestamp", OffsetDateTime.class);
            double figure = sort.byTime() || sort.byPlace() ? 0 : row.getDouble(sort.by());
            boolean undefined = row.wasNull();
            return new OutcomeRow(
                    row.getLong("id"),
                    row.getLong("setup_id"),
                    row.getLong("file_id"),
                    row.getInt("runs"),
                    row.getLong("first_index"),
                    row.getLong("first_hash"),
                    RunRows.statistics(row),
                    row.getBoolean("is_winner"),
                    testedAt,
                    undefined,
                    sort.byTime() ? RunPosition.key(testedAt) : RunPosition.key(figure));
        }

        RunHit first() {
            return new RunHit(this, firstIndex, firstHash);
        }
    }
}
