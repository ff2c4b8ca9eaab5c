package dev.quarry.forward;

/** The result rows of searches that are kept in the searches' jobs. */
public interface FoundRows {

    /**
     * A row as a winner.
     *
     * @param row 0-based
     * @throws dev.quarry.platform.problem.ProblemException 404 when there is no such job, 409 when it has no such row
     */
    Winner row(long jobId, int row);
}
