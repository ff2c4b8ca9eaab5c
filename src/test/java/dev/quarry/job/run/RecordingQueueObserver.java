package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told, without times. */
final class RecordingQueueObserver implements QueueObserver {

    private static final int MAX = 10_000;

    private final List<String> reported = new ArrayList<>();

    synchronized List<String> reported() {
        return List.copyOf(reported);
    }

    @Override
    public void enqueued(String jobType, int jobs) {
        tell("enqueued " + jobs + " " + jobType);
    }

    @Override
    public void enqueueTook(String jobType, long nanos) {
        tell("enqueue took " + (nanos > 0 ? "some time " : "no time ") + jobType);
    }

    @Override
    public void claimed(String jobType, double dueSeconds) {
        tell("claimed " + jobType);
    }

    @Override
    public void started(String jobType, double waitedSeconds) {
        tell("started " + jobType);
    }

    @Override
    public void ran(String jobType, long nanos) {
        tell("ran " + jobType);
    }

    @Override
    public void ended(String jobType, AttemptOutcome outcome) {
        tell("ended " + outcome.code() + " " + jobType);
    }

    @Override
    public void retried(String jobType) {
        tell("retried " + jobType);
    }

    @Override
    public void rescued(Lane lane, JobState state) {
        tell("rescued " + state.code() + " " + lane.code());
    }

    /** Not for ever: a simulation goes on for long. */
    private synchronized void tell(String what) {
        if (reported.size() < MAX) {
            reported.add(what);
        }
    }
}
