package dev.quarry.ledger;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** The stored verdict on how far a run may be trusted. Nothing is assessed for this. */
public record RunVerdict(
        @Described(
                value = "The verdict on how far the run may be trusted; null where there is none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String outcome,

        @Described("The verdict's sentence with its date, or why there is none and how to get one")
        String note) {

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
