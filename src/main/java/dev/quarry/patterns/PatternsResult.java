package dev.quarry.patterns;

/**
 * The result of a refresh of the rules.
 *
 * @param discovered how many rules it found
 * @param winners how many of them won
 * @param minConfidence the threshold used
 * @param minOccurrencePct the threshold used, percent
 * @param runs how many runs were analysed
 * @param tested conditions that were tested for rules
 * @param pairs pairs of values that were found
 * @param replaced whether the old rules were replaced; they stay when there are too few winners
 */
public record PatternsResult(
        int discovered,
        long winners,
        double minConfidence,
        double minOccurrencePct,
        long runs,
        int tested,
        int pairs,
        boolean replaced) {}
