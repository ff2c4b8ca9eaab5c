package dev.quarry.runs;

import dev.quarry.backtest.StrategyParameters;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that was looked for.
 *
 * @param run the run
 * @param setup what it shares with the others of its discovery
 * @param testedAt when it was stored
 */
public record FoundRun(TestedRun run, RunSetup setup, OffsetDateTime testedAt) {

    /**
     * The strategy parameters of the run, base parameters and combination together. A single back-test has another
     * default commission than a search, so the commission is always among them.
     */
    public Map<String, Object> strategy() {
        Map<String, Object> parameters = new LinkedHashMap<>(setup.baseParams());
        parameters.putAll(run.combination());
        parameters.keySet().removeAll(setup.window().writtenOver(Map.of()).keySet());
        parameters.putIfAbsent("commission", StrategyParameters.SEARCH_COMMISSION);
        return parameters;
    }

    /** What a single back-test has to be asked for, to give the same bits. */
    public Map<String, Object> backtest() {
        return setup.window().writtenOver(strategy());
    }
}
