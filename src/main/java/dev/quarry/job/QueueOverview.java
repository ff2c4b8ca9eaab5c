package dev.quarry.job;

import java.util.List;

/** The queue at a glance. */
public record QueueOverview(List<LaneView> lanes, List<TypeView> types, List<KeyView> keys) {

    /**
     * A lane.
     *
     * @param queued jobs that are due and not claimed
     * @param scheduled jobs that are to run later, pauses before another attempt included
     * @param running jobs that a worker holds
     * @param waiting parents that wait for their children
     * @param oldestWaitSeconds how long the job has been due that is due longest; 0 when none is
     * @param finishedLastMinute jobs that succeeded or failed in the last minute
     */
    public record LaneView(
            String lane,
            boolean paused,
            long queued,
            long scheduled,
            long running,
            long waiting,
            double oldestWaitSeconds,
            long finishedLastMinute) {}

    /**
     * A type of jobs.
     *
     * @param limit null when there is none
     */
    public record TypeView(
            String jobType,
            String lane,
            boolean paused,
            long queued,
            long scheduled,
            long running,
            long waiting,
            double oldestWaitSeconds,
            long finishedLastMinute,
            QueueLimit limit) {}

    /** A concurrency key that has a limit. */
    public record KeyView(String key, long queued, long running, QueueLimit limit) {}
}
