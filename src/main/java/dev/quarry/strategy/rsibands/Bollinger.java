package dev.quarry.strategy.rsibands;

/**
 * Bollinger bands over closes.
 *
 * @param length window in bars
 * @param deviations distance of the bands from the middle, in sample standard deviations
 * @param basis average of the middle line
 */
public record Bollinger(int length, double deviations, AverageType basis) {}
