package dev.quarry.job;

import dev.quarry.job.BrokerReport.LaneQueue;
import dev.quarry.platform.json.Described;
import java.util.List;

/** The queue at a glance. */
public record QueueOverview(
        @Described("The lanes") List<LaneView> lanes,
        @Described("The job types") List<TypeView> types,
        @Described("The concurrency keys that have a limit") List<KeyView> keys,

        @Described("One sentence: why the broker's figures are missing; null when they are not")
        String brokerUnavailable) {

    /** The state of a lane. */
    public record LaneView(
            @Described("The lane's name") String lane,
            @Described("Whether it is paused") boolean paused,
            @Described("Jobs that are due and not claimed") long queued,

            @Described("Jobs that are to run later, including those that pause before another attempt")
            long scheduled,

            @Described("Those of them that pause before another attempt, since the last one failed")
            long retrying,

            @Described("Jobs that a worker holds") long running,

            @Described("Parents that wait for their children")
            long waiting,

            @Described("For how long the longest due job has been due, seconds; 0 when none is")
            double oldestWaitSeconds,

            @Described("Jobs that succeeded or failed in the last minute")
            long finishedLastMinute,

            @Described("The lane's wake-ups by the broker's own counts; null when it does not answer")
            LaneQueue broker) {}

    /** The state of a job type. */
    public record TypeView(
            @Described("The job's type") String jobType,
            @Described("The lane in which its jobs queue") String lane,
            @Described("Whether it is paused") boolean paused,
            @Described("Jobs that are due and not claimed") long queued,

            @Described("Jobs that are to run later, including those that pause before another attempt")
            long scheduled,

            @Described("Those of them that pause before another attempt, since the last one failed")
            long retrying,

            @Described("Jobs that a worker holds") long running,

            @Described("Parents that wait for their children")
            long waiting,

            @Described("For how long the longest due job has been due, seconds; 0 when none is")
            double oldestWaitSeconds,

            @Described("Jobs that succeeded or failed in the last minute")
            long finishedLastMinute,

            @Described("Its limit; null when there is none") QueueLimit limit) {}

    /** A concurrency key that has a limit. */
    public record KeyView(
            @Described("The key") String key,
            @Described("Jobs that are queued") long queued,
            @Described("Jobs that are running") long running,
            @Described("Its limit") QueueLimit limit) {}
}
