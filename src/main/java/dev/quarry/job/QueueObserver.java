package dev.quarry.job;

/**
 * Is told what the queue does on this node, by the threads that do it: implementations return at once and never fail. Each
 * job type is one that a handler may have; whoever keeps figures by type must bound how many there are.
 */
public interface QueueObserver {

    /** Looks away. */
    QueueObserver NONE = new QueueObserver() {};

    /**
     * Jobs were stored by one request or one attempt.
     *
     * @param jobs how many of the type
     */
    default void enqueued(String jobType, int jobs) {}

    /** How long a request took from its validation to the commit of its jobs, among which there were some of the type. */
    default void enqueueTook(String jobType, long nanos) {}

    /** A worker of this node got a job that was due for that long, by the database's clock. */
    default void claimed(String jobType, double dueSeconds) {}

    /** The first attempt of a job begins; its client has waited that long since it was stored. */
    default void started(String jobType, double waitedSeconds) {}

    /** A handler has run, whatever came of it. */
    default void ran(String jobType, long nanos) {}

    /** An attempt ended and that is written down, or another one has the job. */
    default void ended(String jobType, AttemptOutcome outcome) {}

    /** A job whose attempt failed is queued for another one. */
    default void retried(String jobType) {}

    /**
     * A job whose worker was lost is brought back by this node.
     *
     * @param state queued, or failed when its attempts are used up
     */
    default void rescued(Lane lane, JobState state) {}
}
