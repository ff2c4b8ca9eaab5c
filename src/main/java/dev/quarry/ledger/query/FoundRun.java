package dev.quarry.ledger.query;

import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.TestedRun;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A stored run with its setup.
 *
 * @param run the run
 * @param setup what it shares with the others of its discovery
 * @param testedAt when it was stored
 * @param outcome the key of what came of it
 */
public record FoundRun(TestedRun run, RunSetup setup, OffsetDateTime testedAt, long outcome) {

    /**
     * Every strategy parameter of the run, including the commission of searches, so that it means the same anywhere.
     */
    public Map<String, Object> parameters() {
        return setup.parameters(run.combination());
    }

    /** The parameters with which a single back-test gives the same bits. */
    public Map<String, Object> backtest() {
        return setup.request().writtenOver(parameters());
    }
}
