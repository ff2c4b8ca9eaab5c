package dev.quarry.frozen;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.forward.WinnerName;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.search.MarketWindow;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of a winner when it is frozen.
 *
 * @param name how it is called
 * @param search the prices that its search saw
 * @param strategy whose parameters they are
 * @param params every strategy parameter
 * @param dataDigest identifies those prices by content
 * @param engineVersion the engine's version: results of different versions are not comparable
 * @param method the version of the verdict's rules
 * @param inSample its figures there: {@link dev.quarry.forward.Figures} as JSON
 * @param returns its daily returns there, fractions
 */
record Birth(
        String name,
        WinnerName winner,
        MarketWindow search,
        StrategyReference strategy,
        Map<String, Object> params,
        String dataDigest,
        String engineVersion,
        String method,
        RunVerdict verdict,
        JsonNode inSample,
        double[] returns) {}
