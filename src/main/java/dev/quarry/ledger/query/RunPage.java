package dev.quarry.ledger.query;

import java.util.List;

/**
 * A page of a listing of runs.
 *
 * @param runs the runs in the requested order
 * @param nextCursor where the next page begins; null on the last one
 * @param count how many runs there were when the first page was read
 */
public record RunPage(List<FoundRun> runs, String nextCursor, RunCount count) {}
