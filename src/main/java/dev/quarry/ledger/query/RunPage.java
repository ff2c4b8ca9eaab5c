package dev.quarry.ledger.query;

import java.util.List;

/**
 * A page of a listing of runs.
 *
 * @param runs in the order that was asked for
 * @param nextCursor where the next page begins; null on the last one
 * @param count how many runs there are, as the first page told
 */
public record RunPage(List<FoundRun> runs, String nextCursor, RunCount count) {}
