package dev.quarry.platform.sql;

/** Work that must not be seen, or done, unless the current transaction has committed. */
public interface AfterCommit {

    /** Runs the work right after the commit; never if the transaction rolls back; at once if there is none. */
    void run(Runnable work);
}
