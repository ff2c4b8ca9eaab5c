package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import tools.jackson.databind.JsonNode;

/**
 * How often a value of a parameter wins.
 *
 * @param parameter the parameter
 * @param value the value
 * @param totalCount runs with it
 * @param winnerRate winners among them, a fraction
 * @param avgReturn mean total return of these winners, percent; 0 without winners
 * @param significance winners against losers, with a q-value among all values
 */
public record ValuePattern(
        String parameter,
        JsonNode value,
        long totalCount,
        double winnerRate,
        double avgReturn,
        @JsonUnwrapped Significance significance) {

    ValuePattern with(Significance judged) {
        return new ValuePattern(parameter, value, totalCount, winnerRate, avgReturn, judged);
    }
}
