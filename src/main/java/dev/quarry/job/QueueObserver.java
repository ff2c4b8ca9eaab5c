package dev.quarry.job;

/**
 * Is notified of what the queue does on this node, on the threads that do it: implementations return at once and never
 * fail. Types without a handler may occur; an implementation that keeps figures by type must bound how many there are.
 */
public interface QueueObserver {

    /** An observer that ignores everything. */
    QueueObserver NONE = new QueueObserver() {};

    /**
     * One request or one attempt stored jobs of a type.
     *
     * @param jobs how many of the type
     */
    default void enqueued(String jobType, int jobs) {}

    /** How long a request took from its validation to the commit of its jobs, some of which were of the type. */
    default void enqueueTook(String jobType, long nanos) {}

    /** A worker of this node claimed a job that had been due for that long, by the database's clock. */
    default void claimed(String jobType, double dueSeconds) {}

    /** The first attempt of a job begins, that long after the job was stored. */
    default void started(String jobType, double waitedSeconds) {}

    /** A handler has run, with any outcome. */
    default void ran(String jobType, long nanos) {}

    /** An attempt ended: its end is stored, or the job belongs to another attempt. */
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
