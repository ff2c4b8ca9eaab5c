package dev.quarry.runs;

/**
 * A combination that was tested just now.
 *
 * @param hash identifies base parameters and combination: the first 64 bits of the hash of SPEC H
 * @param gridIndex place of the combination in the product of its grid, from 0
 * @param statistics how it fared
 * @param winner whether it met the win criteria
 */
public record NewRun(long hash, long gridIndex, RunStatistics statistics, boolean winner) {}
