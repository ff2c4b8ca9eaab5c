package dev.quarry.discovery;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.platform.json.Described;
import dev.quarry.search.MarketWindow;
import java.time.OffsetDateTime;
import java.util.Map;

/** A tested run in a listing. */
public record ListedRun(
        @Described("Identifies base parameters and combination")
        String paramsHash,

        @Described("The prices it was tested on") MarketWindow market,
        @Described("Which strategy it is of") StrategyReference strategy,

        @Described("Place of the combination in the product of its grid, from 0")
        long gridIndex,

        @Described("The varied parameters") Map<String, Object> params,
        @Described("Its statistics") RunMetrics metrics,

        @Described("Whether it met the win criteria by which it was judged last")
        boolean winner,

        @Described("When it was stored") OffsetDateTime testedAt,
        @Described("The discovery that tested it") long jobId,

        @Described(
                value = "The verdict on how far it may be trusted; null where there is none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String verdict,

        @Described("The verdict's sentence and date, or why there is none")
        String verdictNote) {

    static ListedRun of(FoundRun found, RunVerdict verdict) {
        return new ListedRun(
                found.run().paramsHash(),
                found.setup().window(),
                found.setup().strategy(),
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
