package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;

/** A parameter value, or range of values, that many winners have. */
public record Rule(
        @Described("The parameter") String parameter,
        @Described("The value, or the range as low-high") String condition,

        @Described("Share of the winners that meet the condition, percent")
        double occurrencePct,

        @Described("Mean total return of the winners that meet it, percent")
        double avgReturnWith,

        @Described("Mean total return of the other winners, percent; 0 when there are none")
        double avgReturnWithout,

        @Described("The reference's score between 0 and 1; not a probability")
        double confidence,

        @Described("The rule as a sentence") String description,
        @JsonUnwrapped Significance significance) {

    Rule with(Significance judged) {
        return new Rule(
                parameter, condition, occurrencePct, avgReturnWith, avgReturnWithout, confidence, description, judged);
    }
}
