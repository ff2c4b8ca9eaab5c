package dev.quarry.frozen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.forward.Expectation;
import dev.quarry.forward.Figures;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A frozen winner with all that is known of it.
 *
 * @param frozen as lists show it
 * @param params every strategy parameter
 * @param inSample its figures on the prices that its search saw, as of the day it was frozen
 * @param outOfSample its figures since; null before the first bar, as is all that follows
 * @param expected the range to be expected since, by the returns of the search
 * @param curve the return since, with the band it was expected to stay in; 200 points at most
 * @param dataDigest identifies the bars that the search saw, as they were
 * @param engineVersion the engine's version when it was frozen
 * @param method the version of the verdict's rules when it was frozen
 * @param sinceDigest identifies the bars since by content
 * @param sinceAsOf the {@code as_of} that gives these bars again
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FrozenDetail(
        FrozenView frozen,
        Map<String, Object> params,
        @Schema(implementation = Figures.class) JsonNode inSample,
        @Schema(implementation = Figures.class) JsonNode outOfSample,
        @Schema(implementation = Expectation.class) JsonNode expected,
        @Schema(implementation = Expectation.Point.class) JsonNode curve,
        String dataDigest,
        String engineVersion,
        String method,
        String sinceDigest,
        String sinceAsOf) {

    static FrozenDetail of(FrozenWinner winner, JsonNode curve) {
        Birth birth = winner.birth();
        JsonNode since = winner.since();
        return new FrozenDetail(
                FrozenView.of(winner),
                birth.params(),
                birth.inSample(),
                since == null ? null : since.get("out_of_sample"),
                since == null ? null : since.get("expected"),
                curve,
                birth.dataDigest(),
                birth.engineVersion(),
                birth.method(),
                since == null ? null : since.path("data_digest").asString(null),
                since == null ? null : since.path("data_as_of").asString(null));
    }
}
