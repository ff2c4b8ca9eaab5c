package dev.quarry.ledger.tally;

import tools.jackson.databind.JsonNode;

/**
 * How the stored runs fared that have a certain value of one varied parameter and a certain value of another.
 *
 * @param first the parameter whose name comes first
 * @param firstValue its value
 * @param second the other parameter
 * @param secondValue its value
 * @param runs how they fared
 */
public record PairTally(String first, JsonNode firstValue, String second, JsonNode secondValue, Tally runs) {

    /** This pair of values in two searches together. */
    PairTally plus(PairTally other) {
        return new PairTally(first, firstValue, second, secondValue, runs.plus(other.runs));
    }
}
