package dev.quarry.job;

import java.net.URI;
import java.util.List;

/** What a handler can report and ask while it runs an attempt. Safe to use from the handler's own threads. */
public interface JobContext {

    /** The job that is being run. */
    long jobId();

    /** Which attempt this is, from 1. */
    int attempt();

    /**
     * Reports how far the work is. Cheap, since only the newest report is written, about twice a second. It is a
     * {@link #checkpoint} too.
     *
     * @param current units done so far
     * @param total units in all, 0 when unknown
     * @param message what is happening, for people to read
     */
    void progress(long current, long total, String message);

    /**
     * Stops the handler when the job was canceled or its lease is lost. Costs one volatile read: call it in the
     * innermost loop whose iterations are not very short.
     *
     * @throws JobStoppedException to be passed on by the handler
     */
    void checkpoint();

    /** Appends an event of level info to the job's history. */
    void info(String message);

    /**
     * Appends an event of level info that says where the work can be watched from outside. The job shows the newest such address of
     * the attempt while that runs.
     *
     * @param link of scheme http or https, 2,000 characters at most
     * @throws IllegalArgumentException for another
     */
    void info(String message, URI link);

    /** Appends an event of level warn to the job's history. */
    void warn(String message);

    /**
     * Ties the caller's transaction to this attempt: the job's row is locked until that transaction ends, so what it
     * writes is committed only while this attempt still owns the job (promise 4). Call it inside a transaction, after
     * its last write and after anything it waits for: while the row is locked, nobody can cancel the job or extend its
     * lease.
     *
     * @throws JobStoppedException when the attempt no longer owns the job
     */
    void fence();

    /**
     * Makes this job the parent of others: {@code return job.fanOut(children, FailurePolicy.CONTINUE);} from
     * {@link JobHandler#run}. When {@code run} returns, the children are stored and this attempt ends in one statement,
     * so a crash leaves either all children or none. The job occupies no worker while they run and is shown as running
     * with the sum of their progress. When the last of them is final, {@link JobHandler#gather} produces the result,
     * with attempts of its own. Canceling the job cancels all its children.
     *
     * <p>Children have the parent's priority, whatever their options say, and may fan out themselves. Their payloads
     * are validated when {@code run} returns: a wrong one fails this job and stores nothing.
     *
     * @param children in the order in which {@code gather} will see their results; 10,000 at most
     * @return null, for {@code run} to return
     * @throws IllegalStateException in the fan-in step, or when called twice
     */
    <R> R fanOut(List<JobRequest> children, FailurePolicy policy);
}
