package dev.quarry.marketdata.ingest;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobStoppedException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An attempt that remembers what its handler said, and that can be stopped. */
public final class RecordedJob implements JobContext {

    public final List<String> progress = new ArrayList<>();
    public final List<String> events = new ArrayList<>();
    private final long id;
    private int checkpoints;
    private int checkpointsUntilStop = Integer.MAX_VALUE;
    private boolean fencedOut;

    public RecordedJob(long id) {
        this.id = id;
    }

    /** Cancels the job after that many checkpoints. */
    public RecordedJob stoppingAfter(int checkpoints) {
        checkpointsUntilStop = checkpoints;
        return this;
    }

    /** Takes the lease away without telling the handler: only the fence knows. */
    public RecordedJob losingItsLease() {
        fencedOut = true;
        return this;
    }

    @Override
    public long jobId() {
        return id;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void progress(long current, long total, String message) {
        progress.add(current + "/" + total + " " + message);
        checkpoint();
    }

    @Override
    public void checkpoint() {
        if (++checkpoints > checkpointsUntilStop) {
            throw new JobStoppedException(id);
        }
    }

    @Override
    public void info(String message) {
        events.add("info " + message);
    }

    @Override
    public void info(String message, URI link) {
        events.add("info " + message);
    }

    @Override
    public void warn(String message) {
        events.add("warn " + message);
    }

    @Override
    public void fence() {
        if (fencedOut) {
            throw new JobStoppedException(id);
        }
    }

    @Override
    public <R> R fanOut(List<JobRequest> children, FailurePolicy policy) {
        throw new IllegalStateException("an ingestion has no children");
    }
}
