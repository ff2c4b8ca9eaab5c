package dev.quarry.ledger.query;

import java.util.List;

/**
 * The distribution of a figure over runs.
 *
 * @param metric the figure's name
 * @param runs how many runs have a finite value of it
 * @param bins of equal width from the least to the greatest; none without runs, one when all have the same
 */
public record RunDistribution(String metric, long runs, List<Bin> bins) {

    /**
     * A part of the figure's range.
     *
     * @param from inclusive
     * @param to exclusive but in the last bin
     * @param runs how many runs lie in it
     * @param winners those of them that met their win criteria
     */
    public record Bin(double from, double to, long runs, long winners) {}
}
