package dev.quarry.ledger;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.search.MarketWindow;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all runs of one discovery share. Together with a run's combination it contains everything that is needed to run
 * it again to the same bits.
 *
 * @param jobId the job that tested the runs
 * @param exchange where the prices come from, lower-case
 * @param symbol the market
 * @param timeframe the code of the length of a bar
 * @param startTs the first bar open, as the client wrote it
 * @param endTs the last bar open, an instant: see {@link MarketWindow#canonical}
 * @param baseParams the parameters that do not vary, as the client gave them and as they are hashed
 * @param fixedParams all parameters that do not vary, with the defaults of the time of the test
 * @param grid the values of those that do, by parameter; the last parameter varies fastest
 * @param dataDigest identifies the bars by content
 * @param engineVersion the engine's version: results of different versions are not comparable
 * @param strategy whose parameters they are
 */
public record RunSetup(
        long jobId,
        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs,
        Map<String, Object> baseParams,
        Map<String, Object> fixedParams,
        Map<String, List<Object>> grid,
        String dataDigest,
        String engineVersion,
        StrategyReference strategy) {

    /**
     * A parameter that is missing among the fixed ones, because the test is older or did not store them, gets today's
     * default: there are such tests of the built-in family only.
     */
    public RunSetup {
        Map<String, Object> known = fixedParams == null ? baseParams : fixedParams;
        fixedParams = strategy.isBuiltIn()
                ? StrategyParameters.complete(RsiBands.STRATEGY, known, StrategyParameters.SEARCH_COMMISSION)
                : new LinkedHashMap<>(known);
        fixedParams.keySet().removeAll(grid.keySet());
    }

    /** A setup of the built-in family, with today's defaults. */
    public RunSetup(
            long jobId,
            String exchange,
            String symbol,
            String timeframe,
            String startTs,
            String endTs,
            Map<String, Object> baseParams,
            Map<String, List<Object>> grid,
            String dataDigest,
            String engineVersion) {
        this(
                jobId,
                exchange,
                symbol,
                timeframe,
                startTs,
                endTs,
                baseParams,
                null,
                grid,
                dataDigest,
                engineVersion,
                StrategyReference.BUILT_IN);
    }

    /** Every strategy parameter of the run with that combination. */
    public Map<String, Object> parameters(Map<String, Object> combination) {
        Map<String, Object> all = new LinkedHashMap<>(fixedParams);
        all.putAll(combination);
        return all;
    }

    /** The prices that the runs were tested on, in the texts from which their hashes are computed. */
    public MarketWindow window() {
        return new MarketWindow(exchange, symbol, timeframe, startTs, endTs);
    }

    /** What the hashes of its runs are computed from besides their combinations. */
    public Map<String, Object> hashed() {
        return RunHash.hashed(window(), baseParams, strategy.key());
    }

    /** The window that a request must name to get these prices: an end that was stored as a date meant its midnight. */
    public MarketWindow request() {
        return new MarketWindow(
                exchange, symbol, timeframe, startTs, Timestamps.isDate(endTs) ? endTs.trim() + "T00:00:00Z" : endTs);
    }
}
