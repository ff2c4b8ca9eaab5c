package dev.quarry.patterns;

/**
 * What a rule needs to be kept.
 *
 * @param minConfidence 0 to 1
 * @param minOccurrencePct percent of the winners
 */
public record RuleThresholds(double minConfidence, double minOccurrencePct) {}
