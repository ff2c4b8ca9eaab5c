package dev.quarry.ledger.query;

import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.TestedRun;
import java.time.OffsetDateTime;

/**
 * A winner with everything that is known of it.
 *
 * @param run the run
 * @param setup what it shares with the others of its discovery
 * @param testedAt when it was stored
 * @param identicalRuns how many qualifying winners have the same outcome on the same bars, this one included
 */
public record RankedRun(TestedRun run, RunSetup setup, OffsetDateTime testedAt, long identicalRuns) {}
