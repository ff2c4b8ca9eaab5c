package dev.quarry.engine;

import java.util.BitSet;

/**
 * The parts of a series on which a back-test may trade; its indicators see all bars.
 *
 * @param entries bars on which a position may be opened
 * @param last bars at whose close every open position is closed, as if its exit said so
 */
public record Stretches(BitSet entries, BitSet last) {}
