package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;
import tools.jackson.databind.JsonNode;

/** How two values of two parameters fare together. */
public record PairPattern(
        @Described("The parameter whose name comes first") String parameter,
        @Described("Its value") JsonNode value,
        @Described("The other parameter") String otherParameter,
        @Described("Its value") JsonNode otherValue,
        @Described("Winning runs with both") long count,

        @Described("Mean total return of these winners, percent")
        double avgReturn,

        @Described("The greatest total return of these winners, percent")
        double bestReturn,

        @Described("How many times as often runs with both values win as runs with the better one of them, "
                + "in the same discoveries; above 1 the pair is better than either value alone. Null when "
                + "neither ever wins")
        Double liftOverSingle,

        @JsonUnwrapped Significance significance) {

    PairPattern with(Significance judged) {
        return new PairPattern(
                parameter, value, otherParameter, otherValue, count, avgReturn, bestReturn, liftOverSingle, judged);
    }
}
