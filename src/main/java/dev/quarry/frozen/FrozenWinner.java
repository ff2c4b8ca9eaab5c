package dev.quarry.frozen;

import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/**
 * A frozen winner.
 *
 * @param frozenAt by the database's clock: bars that open then or later are its own
 * @param checkedAt when it was last checked for such bars; null before the first time
 * @param since what came since: a {@link Since} as JSON; null before the first bar
 * @param dataRevised whether the bars that its search saw have been replaced since: its figures from then belong to
 *     other prices
 * @param lastError why the last check failed; null when it did not
 */
record FrozenWinner(
        long id,
        OffsetDateTime frozenAt,
        Birth birth,
        OffsetDateTime checkedAt,
        JsonNode since,
        boolean dataRevised,
        String lastError) {}
