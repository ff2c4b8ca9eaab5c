package dev.quarry.job;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A {@link JobContext} for tests of handlers: remembers what it was told, and can be made to lose its job. */
public final class RecordingJobContext implements JobContext {

    /** One report of progress. */
    public record Progress(long current, long total, String message) {}

    private final long jobId;
    private final int attempt;
    private final List<Progress> reports = Collections.synchronizedList(new ArrayList<>());
    private final List<String> infos = Collections.synchronizedList(new ArrayList<>());
    private final List<URI> links = Collections.synchronizedList(new ArrayList<>());
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private volatile int reportsUntilStop = Integer.MAX_VALUE;
    private volatile long stopAtProgress = Long.MAX_VALUE;
    private volatile boolean stopped;
    private volatile int fencesUntilLost = Integer.MAX_VALUE;
    private volatile int fences;
    private final List<JobRequest> children = Collections.synchronizedList(new ArrayList<>());
    private volatile FailurePolicy failurePolicy;

    public RecordingJobContext(long jobId) {
        this(jobId, 1);
    }

    public RecordingJobContext(long jobId, int attempt) {
        this.jobId = jobId;
        this.attempt = attempt;
    }

    /** From now on the attempt no longer owns its job, as after a cancel. */
    public void stop() {
        stopped = true;
    }

    /** The attempt loses its job after so many fences and does not know: it learns that from the next one. */
    public void loseUnnoticedAfterFences(int count) {
        fencesUntilLost = count;
    }

    /** The attempt loses its job with that many more reports of progress. */
    public void stopAfterReports(int count) {
        reportsUntilStop = count;
    }

    /** The attempt loses its job when it reports that much. */
    public void stopAtProgress(long current) {
        stopAtProgress = current;
    }

    /** Every report of progress, oldest first. */
    public List<Progress> reports() {
        return List.copyOf(reports);
    }

    public List<String> infos() {
        return List.copyOf(infos);
    }

    /** Where the work could be watched. */
    public List<URI> links() {
        return List.copyOf(links);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How many transactions were held to this attempt. */
    public int fences() {
        return fences;
    }

    @Override
    public long jobId() {
        return jobId;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public synchronized void progress(long current, long total, String message) {
        reports.add(new Progress(current, total, message));
        if (reports.size() >= reportsUntilStop || current >= stopAtProgress) {
            stopped = true;
        }
        checkpoint();
    }

    @Override
    public void checkpoint() {
        if (stopped) {
            throw new JobStoppedException(jobId);
        }
    }

    @Override
    public void info(String message) {
        infos.add(message);
    }

    @Override
    public void info(String message, URI link) {
        infos.add(message);
        links.add(link);
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }

    @Override
    public synchronized void fence() {
        stopped |= fences >= fencesUntilLost;
        checkpoint();
        fences++;
    }

    @Override
    public <R> R fanOut(List<JobRequest> requests, FailurePolicy policy) {
        children.addAll(requests);
        failurePolicy = policy;
        return null;
    }

    /** What was fanned out. */
    public List<JobRequest> children() {
        return List.copyOf(children);
    }

    /** With which policy; null when nothing was. */
    public FailurePolicy failurePolicy() {
        return failurePolicy;
    }
}
