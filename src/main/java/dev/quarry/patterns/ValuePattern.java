package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;
import tools.jackson.databind.JsonNode;

/** How often a value of a parameter wins. */
public record ValuePattern(
        @Described("The parameter") String parameter,
        @Described("The value") JsonNode value,
        @Described("Runs with it") long totalCount,
        @Described("Winners among them, a fraction") double winnerRate,

        @Described("Mean total return of these winners, percent; 0 without winners")
        double avgReturn,

        @JsonUnwrapped Significance significance) {

    ValuePattern with(Significance judged) {
        return new ValuePattern(parameter, value, totalCount, winnerRate, avgReturn, judged);
    }
}
