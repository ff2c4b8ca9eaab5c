package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.PerturbationReport;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.platform.json.Described;
import dev.quarry.search.MarketWindow;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** The result of an {@code assess} job. */
public record AssessResult(
        @Described("The hash of the run") String paramsHash,
        @Described("The prices that it was tested on") MarketWindow market,

        @Described("The parameters that varied in its discovery")
        Map<String, Object> params,

        @Described(
                "How far it may be trusted, given the search that found it and all others on the same market and range")
        @Schema(implementation = AssessmentReport.class)
        JsonNode assessment,

        @Described("How it fares when something is slightly different; only where that was requested")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        PerturbationReport perturbation,

        @Described("Whose run it is") StrategyReference strategy) {

    static AssessResult of(FoundRun found, JsonNode assessment, PerturbationReport perturbation) {
        return new AssessResult(
                found.run().paramsHash(),
                found.setup().window(),
                found.run().combination(),
                assessment,
                perturbation,
                found.setup().strategy());
    }
}
