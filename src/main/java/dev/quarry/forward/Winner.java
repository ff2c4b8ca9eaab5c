package dev.quarry.forward;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a search found: a strategy with nothing left to choose.
 *
 * @param window the prices that the search saw
 * @param strategy whose parameters they are
 * @param params every parameter by name, defaults written out
 * @param engineVersion of the search, see {@link dev.quarry.search.EngineVersion}
 * @param dataDigest identifies the bars that it saw
 * @param verdict the verdict on how far it may be trusted
 * @param assessment what the verdict comes from; empty where it was not assessed
 * @param testedAt when it was found: the search saw no bar that opened later
 * @param prices loads the bars that the search saw; throws a {@link dev.quarry.platform.problem.ProblemException} 409
 *     where those bars or the engine have changed
 */
public record Winner(
        MarketWindow window,
        CatalogedStrategy strategy,
        Map<String, Object> params,
        String engineVersion,
        String dataDigest,
        RunVerdict verdict,
        Optional<AssessmentReport> assessment,
        OffsetDateTime testedAt,
        Supplier<TestedPrices> prices) {

    /** The open of the last bar that the search can have seen. */
    OffsetDateTime seenUntil() {
        OffsetDateTime end = window.end();
        return testedAt.isBefore(end) ? testedAt : end;
    }
}
