package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import tools.jackson.databind.JsonNode;

/**
 * How two values of two parameters fare together.
 *
 * @param parameter the one whose name comes first
 * @param value its value
 * @param otherParameter the other one
 * @param otherValue its value
 * @param count winning runs with both
 * @param avgReturn mean total return of these winners, percent
 * @param bestReturn the greatest, percent
 * @param liftOverSingle how many times as often runs with both values win as runs with the better one of them, in the
 *     same discoveries; above 1 the pair is better than either value alone. Null when neither ever wins
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
