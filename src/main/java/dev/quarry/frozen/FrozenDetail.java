package dev.quarry.frozen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.forward.Expectation;
import dev.quarry.forward.Figures;
import dev.quarry.platform.json.Described;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** A frozen winner with all that is known of it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FrozenDetail(
        @Described("The frozen winner, as lists show it") FrozenView frozen,
        @Described("Every strategy parameter") Map<String, Object> params,

        @Described("Its figures on the prices that its search saw, as of the day it was frozen")
        @Schema(implementation = Figures.class)
        JsonNode inSample,

        @Described("Its figures since; null before the first bar, as is all that follows")
        @Schema(implementation = Figures.class)
        JsonNode outOfSample,

        @Described("The range to be expected since, by the returns of the search")
        @Schema(implementation = Expectation.class)
        JsonNode expected,

        @Described("The return since, with the band it was expected to stay in; 200 points at most")
        @Schema(implementation = Expectation.Point.class)
        JsonNode curve,

        @Described("Identifies the bars that the search saw, as they were")
        String dataDigest,

        @Described("The engine's version when it was frozen")
        String engineVersion,

        @Described("The version of the verdict's rules when it was frozen")
        String method,

        @Described("Identifies the bars since by content") String sinceDigest,
        @Described("The as_of that gives these bars again") String sinceAsOf) {

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
