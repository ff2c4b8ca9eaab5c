package dev.quarry.job;

/**
 * A kind of work.
 *
 * @param name the name in the REST contract, such as {@code leaderboard_refresh}
 * @param lane where jobs of this type queue
 */
public record JobType(String name, Lane lane) {}
