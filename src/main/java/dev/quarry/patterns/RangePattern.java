package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * How often a fifth of a parameter's range wins.
 *
 * @param parameter the parameter
 * @param bucket which fifth, from 0
 * @param rangeStart where it begins, inclusive, two decimals
 * @param rangeEnd where it ends, two decimals; exclusive, but inclusive for the last fifth
 * @param totalCount runs with a value in it
 * @param winnerCount winners among them
 * @param winnerRate winners among them, a fraction, three decimals
 * @param significance winners against losers, with a q-value among all ranges
 */
public record RangePattern(
        String parameter,
        int bucket,
        double rangeStart,
        double rangeEnd,
        long totalCount,
        long winnerCount,
        double winnerRate,
        @JsonUnwrapped Significance significance) {

    RangePattern with(Significance judged) {
        return new RangePattern(parameter, bucket, rangeStart, rangeEnd, totalCount, winnerCount, winnerRate, judged);
    }
}
