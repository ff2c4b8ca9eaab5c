package dev.quarry.job;

/**
 * A kind of work.
 *
 * @param name the name in the REST contract, such as {@code leaderboard_refresh}
 * @param lane where jobs of this type queue
 * @param retries how often a job is tried when its request does not say
 */
public record JobType(String name, Lane lane, RetryPolicy retries) {

    /** A type with the retry policy of its lane. */
    public JobType(String name, Lane lane) {
        this(name, lane, lane.retries());
    }
}
