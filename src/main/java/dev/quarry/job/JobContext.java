package dev.quarry.job;

/** What a running attempt may say and ask. Safe to use from the handler's own threads. */
public interface JobContext {

    /** The job that is being run. */
    long jobId();

    /** Which attempt this is, from 1. */
    int attempt();

    /**
     * Tells how far the work is. Costs nothing: the newest report is written about twice a second. Is a {@link
     * #checkpoint} too.
     *
     * @param current units done so far
     * @param total units in all, 0 when unknown
     * @param message what is happening, for a person
     */
    void progress(long current, long total, String message);

    /**
     * Stops the handler when the job was canceled or its lease is lost. Costs one volatile read: call it in the
     * innermost loop that is not itself very short.
     *
     * @throws JobStoppedException let it pass
     */
    void checkpoint();

    /** Appends an event of level info to the job's history. */
    void info(String message);

    /** Appends an event of level warn to the job's history. */
    void warn(String message);

    /**
     * Holds the caller's transaction to this attempt: the job's row is locked until that transaction ends, so what it
     * writes is committed only while this attempt still owns the job (promise 4). Call it inside a transaction, before
     * the writes.
     *
     * @throws JobStoppedException when the attempt no longer owns the job
     */
    void fence();
}
