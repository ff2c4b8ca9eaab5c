package dev.quarry.ledger;

import dev.quarry.platform.json.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * The stored verdict on how far a run may be trusted. Nothing is assessed for this.
 *
 * @param outcome {@code holds_up}, {@code likely_luck}, {@code cannot_tell} or {@code no_edge}; null where there is no
 *     verdict
 * @param note the verdict's sentence with its date, or why there is none and how to get one
 */
public record RunVerdict(String outcome, String note) {

    /** The answer for a run that was never assessed. */
    static RunVerdict missing(String hash) {
        return new RunVerdict(
                null,
                String.format(
                        Locale.ROOT,
                        "There is no verdict on this run as it stands: POST /v1/runs/%s/assess makes one",
                        hash));
    }

    static RunVerdict read(ResultSet row) throws SQLException {
        return new RunVerdict(
                row.getString("outcome"),
                String.format(
                        Locale.ROOT,
                        "%s (Of %s: what was searched since is not in it.)",
                        row.getString("sentence"),
                        Timestamps.text(row.getObject("assessed_at", OffsetDateTime.class))));
    }
}
