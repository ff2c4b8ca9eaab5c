package dev.quarry.ledger.query;

import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.TestedRun;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A run that was looked for.
 *
 * @param run the run
 * @param setup what it shares with the others of its discovery
 * @param testedAt when it was stored
 */
public record FoundRun(TestedRun run, RunSetup setup, OffsetDateTime testedAt) {

    /** Every strategy parameter of the run, the commission of searches among them, so that it means the same anywhere. */
    public Map<String, Object> strategy() {
        return setup.parameters(run.combination());
    }

    /** What a single back-test has to be asked for, to give the same bits. */
    public Map<String, Object> backtest() {
        return setup.request().writtenOver(strategy());
    }
}
