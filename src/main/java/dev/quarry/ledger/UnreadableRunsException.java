package dev.quarry.ledger;

import dev.quarry.platform.problem.ProblemException;

/** Runs are in a file that this node cannot read: 503, since it may be able to once its place is mounted again. */
public final class UnreadableRunsException extends ProblemException {

    private static final long serialVersionUID = 1;

    UnreadableRunsException(String location, String reason) {
        super(
                503,
                "Runs cannot be read",
                "These runs are in " + location + ", which this node cannot read: " + reason
                        + ". It has to be there under the same path as on Spark's executors");
    }
}
