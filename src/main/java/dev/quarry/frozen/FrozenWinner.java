package dev.quarry.frozen;

import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/**
 * A frozen winner.
 *
 * @param frozenAt by the database's clock: bars that open then or later are its own
 * @param checkedAt when it was last looked whether there are any; null before the first time
 * @param since what came, as {@link Since} is written; null before the first bar
 * @param dataRevised whether the bars that its search saw have been replaced since: its figures of then are of other prices
 * @param lastError why the last look brought nothing; null when it went well
 */
record FrozenWinner(
        long id,
        OffsetDateTime frozenAt,
        Birth birth,
        OffsetDateTime checkedAt,
        JsonNode since,
        boolean dataRevised,
        String lastError) {}
