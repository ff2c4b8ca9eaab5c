package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import tools.jackson.databind.JsonNode;

/**
 * How two values of two parameters do together.
 *
 * @param parameter the one whose name comes first
 * @param value its value
 * @param otherParameter the other one
 * @param otherValue its value
 * @param count winning runs with both
 * @param avgReturn mean total return of these winners, percent
 * @param bestReturn the greatest, percent
 * @param liftOverSingle how many times as often the two win together as the better of them does at large, in the same
 *     discoveries; above 1 the two are more than either alone. Null when neither ever wins
 * @param significance winners against losers, with a q-value among all pairs that were tested
 */
public record PairPattern(
        String parameter,
        JsonNode value,
        String otherParameter,
        JsonNode otherValue,
        long count,
        double avgReturn,
        double bestReturn,
        Double liftOverSingle,
        @JsonUnwrapped Significance significance) {

    PairPattern with(Significance judged) {
        return new PairPattern(
                parameter, value, otherParameter, otherValue, count, avgReturn, bestReturn, liftOverSingle, judged);
    }
}
