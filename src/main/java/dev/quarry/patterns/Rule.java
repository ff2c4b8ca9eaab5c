package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A parameter value, or range of values, that many winners have.
 *
 * @param parameter the parameter
 * @param condition the value, or the range as {@code low-high}
 * @param occurrencePct share of the winners that meet the condition, percent
 * @param avgReturnWith mean total return of the winners that meet it, percent
 * @param avgReturnWithout mean total return of the other winners, percent; 0 when there are none
 * @param confidence the reference's score between 0 and 1; not a probability
 * @param description the same as a sentence
 * @param significance winners against losers; null for a rule that was found by an older version
 */
public record Rule(
        String parameter,
        String condition,
        double occurrencePct,
        double avgReturnWith,
        double avgReturnWithout,
        double confidence,
        String description,
        @JsonUnwrapped Significance significance) {

    Rule with(Significance judged) {
        return new Rule(
                parameter, condition, occurrencePct, avgReturnWith, avgReturnWithout, confidence, description, judged);
    }
}
