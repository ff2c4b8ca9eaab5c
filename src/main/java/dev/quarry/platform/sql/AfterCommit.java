package dev.quarry.platform.sql;

/** Runs work that must be done only after the current transaction has committed. */
public interface AfterCommit {

    /** Runs the work right after the commit; never if the transaction rolls back; at once if there is none. */
    void run(Runnable work);
}
