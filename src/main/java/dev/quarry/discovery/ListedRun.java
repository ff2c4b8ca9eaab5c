package dev.quarry.discovery;

import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.search.MarketWindow;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A tested run in a listing.
 *
 * @param paramsHash identifies base parameters and combination
 * @param market the prices it was tested on
 * @param gridIndex place of the combination in the product of its grid, from 0
 * @param params the varied parameters
 * @param metrics its statistics
 * @param winner whether it met the win criteria by which it was judged last
 * @param testedAt when it was stored
 * @param jobId the discovery that tested it
 * @param verdict {@code holds_up}, {@code likely_luck}, {@code cannot_tell} or {@code no_edge}; null where there is
 *     none
 * @param verdictNote the verdict's sentence and date, or why there is none
 */
public record ListedRun(
        String paramsHash,
        MarketWindow market,
        long gridIndex,
        Map<String, Object> params,
        RunMetrics metrics,
        boolean winner,
        OffsetDateTime testedAt,
        long jobId,
        String verdict,
        String verdictNote) {

    static ListedRun of(FoundRun found, RunVerdict verdict) {
        return new ListedRun(
                found.run().paramsHash(),
                found.setup().window(),
                found.run().gridIndex(),
                found.run().combination(),
                RunMetrics.of(found.run().statistics()),
                found.run().winner(),
                found.testedAt(),
                found.setup().jobId(),
                verdict.outcome(),
                verdict.note());
    }
}
