package dev.quarry.patterns;

/**
 * A parameter value, or range of values, that many winners have.
 *
 * @param parameter the parameter
 * @param condition the value, or the range as {@code low-high}
 * @param occurrencePct how many of the winners meet the condition, percent
 * @param avgReturnWith mean total return of the winners that meet it, percent
 * @param avgReturnWithout mean total return of the other winners, percent; 0 when there are none
 * @param confidence the reference's score between 0 and 1; no probability
 * @param description the same as a sentence
 */
public record Rule(
        String parameter,
        String condition,
        double occurrencePct,
        double avgReturnWith,
        double avgReturnWithout,
        double confidence,
        String description) {}
