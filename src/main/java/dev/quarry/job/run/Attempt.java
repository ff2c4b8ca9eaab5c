package dev.quarry.job.run;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Progress;
import dev.quarry.job.Sentence;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.platform.sql.RunningCalls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * One running attempt. The handler's thread reports into it; the heartbeat thread writes the newest report to the
 * database and stops the attempt when it no longer owns the job.
 */
final class Attempt implements JobContext {

    private static final List<String> PAGES = List.of("http", "https");
    private static final int LONGEST_LINK = 2_000;

    private final Claim claim;
    private final JobTransitions transitions;
    private volatile Progress progress;
    private volatile FanOut fanOut;
    private volatile boolean stopped;
    private volatile boolean noted;
    private volatile boolean ended;
    private final RunningCalls calls = new RunningCalls();

    Attempt(Claim claim, JobTransitions transitions) {
        this.claim = claim;
        this.transitions = transitions;
        this.progress = claim.progress();
    }

    Claim claim() {
        return claim;
    }

    Progress latestProgress() {
        return progress;
    }

    /**
     * Stops the attempt, because the job was canceled or the lease is lost: the handler ends at its next checkpoint.
     */
    void stop() {
        stopped = true;
    }

    /** Aborts the database statements that a stopped handler still waits for. */
    void breakOff(ThreadFactory threads) {
        if (stopped) {
            calls.breakOff(threads);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** The database calls that its handler has under way. */
    RunningCalls calls() {
        return calls;
    }

    /** Marks the attempt as ended in the database, although the handler may still run. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether there have been events since the last call. */
    boolean takeNoted() {
        boolean was = noted;
        noted = false;
        return was;
    }

    @Override
    public long jobId() {
        return claim.jobId();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public void progress(long current, long total, String message) {
        progress = new Progress(current, total, Sentence.cut(message));
        checkpoint();
    }

    @Override
    public void checkpoint() {
        if (stopped) {
            throw new JobStoppedException(claim.jobId());
        }
    }

    @Override
    public void info(String message) {
        event("info", message, null);
    }

    @Override
    public void info(String message, URI link) {
        if (!PAGES.contains(String.valueOf(link.getScheme())) || link.toString().length() > LONGEST_LINK) {
            throw new IllegalArgumentException("no address of a page: " + Sentence.cut(link.toString()));
        }
        event("info", message, link.toString());
    }

    @Override
    public void warn(String message) {
        event("warn", message, null);
    }

    @Override
    public void fence() {
        owned(transitions.fence(claim));
    }

    @Override
    public <R> R fanOut(List<JobRequest> children, FailurePolicy policy) {
        if (claim.fanIn() || fanOut != null) {
            throw new IllegalStateException("job " + claim.jobId() + " has fanned out already");
        }
        fanOut = new FanOut(children, policy);
        return null;
    }

    /** The fan-out that the handler requested, if it did. */
    Optional<FanOut> fanOut() {
        return Optional.ofNullable(fanOut);
    }

    private void event(String level, String message, String link) {
        owned(transitions.event(claim, level, Sentence.cut(message), link));
        noted = true;
    }

    private void owned(boolean owned) {
        if (!owned) {
            stop();
            throw new JobStoppedException(claim.jobId());
        }
    }
}
