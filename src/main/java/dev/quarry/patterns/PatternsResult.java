package dev.quarry.patterns;

/**
 * What a refresh of the rules found.
 *
 * @param discovered how many rules there are now
 * @param winners the winning runs that were looked at
 * @param minConfidence the threshold used
 * @param minOccurrencePct the threshold used, percent
 */
public record PatternsResult(int discovered, long winners, double minConfidence, double minOccurrencePct) {}
