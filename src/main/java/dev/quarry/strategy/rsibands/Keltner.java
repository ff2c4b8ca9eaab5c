package dev.quarry.strategy.rsibands;

/**
 * Keltner channel.
 *
 * @param length window of the middle line in bars
 * @param atrLength window of the average true range in bars
 * @param multiplier distance of the bands from the middle, in average true ranges
 * @param mid average of the middle line
 */
public record Keltner(int length, int atrLength, double multiplier, AverageType mid) {}
