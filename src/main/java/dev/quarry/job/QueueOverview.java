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
     * The state of a lane.
     *
     * @param queued jobs that are due and not claimed
     * @param scheduled jobs that are to run later, including those that pause before another attempt
     * @param running jobs that a worker holds
     * @param waiting parents that wait for their children
     * @param oldestWaitSeconds for how long the longest due job has been due; 0 when none is
     * @param finishedLastMinute jobs that succeeded or failed in the last minute
     * @param broker the lane's wake-ups by the broker's own counts; null when it does not answer
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
     * The state of a job type.
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
