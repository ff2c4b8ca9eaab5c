package dev.quarry.strategy.language.evaluation;

/** The columns of a strategy would take more memory than they may. */
public final class TooMuchMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchMemoryException(long bytes, int bars) {
        super("the columns of this strategy take more than the " + bytes + " bytes they may on " + bars
                + " bars; ask for a shorter range or name fewer series");
    }
}
