package dev.quarry.job;

import dev.quarry.platform.json.Described;

/** The market that a job's payload names, for lists; what it does not name is null. */
public record JobMarket(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe) {}
