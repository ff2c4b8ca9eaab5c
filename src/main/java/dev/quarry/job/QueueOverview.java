package dev.quarry.job;

import dev.quarry.job.BrokerReport.LaneQueue;
import java.util.List;

/**
 * The queue at a glance.
 *
 * @param brokerUnavailable one sentence: why the broker's figures are missing; null when they are not
 */
public record QueueOverview(List<LaneView> lanes, List<TypeView> types, List<KeyView> keys, String brokerUnavailable) {

    /**
     * A lane.
     *
     * @param queued jobs that are due and not claimed
     * @param scheduled jobs that are to run later, pauses before another attempt included
     * @param running jobs that a worker holds
     * @param waiting parents that wait for their children
     * @param oldestWaitSeconds how long the job has been due that is due longest; 0 when none is
     * @param finishedLastMinute jobs that succeeded or failed in the last minute
     * @param broker the lane's wake-ups by the broker's own counts; null when it does not tell
     */
    public record LaneView(
            String lane,
            boolean paused,
            long queued,
            long scheduled,
            long running,
            long waiting,
            double oldestWaitSeconds,
            long finishedLastMinute,
            LaneQueue broker) {}

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
