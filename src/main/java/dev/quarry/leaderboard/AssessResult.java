package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.PerturbationReport;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.search.MarketWindow;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * The result of an {@code assess} job.
 *
 * @param paramsHash of the run
 * @param market the prices that it was tested on
 * @param params the parameters that varied in its discovery
 * @param assessment how far it may be trusted, given the search that found it and all others on the same market and
 *     range
 * @param perturbation how it fares when something is slightly different; only where that was requested
 */
public record AssessResult(
        String paramsHash,
        MarketWindow market,
        Map<String, Object> params,
        @Schema(implementation = AssessmentReport.class) JsonNode assessment,
        @JsonInclude(JsonInclude.Include.NON_NULL) PerturbationReport perturbation) {

    static AssessResult of(FoundRun found, JsonNode assessment, PerturbationReport perturbation) {
        return new AssessResult(
                found.run().paramsHash(), found.setup().window(), found.run().combination(), assessment, perturbation);
    }
}
