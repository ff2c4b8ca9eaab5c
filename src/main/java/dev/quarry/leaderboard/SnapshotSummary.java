package dev.quarry.leaderboard;

import java.time.OffsetDateTime;

/**
 * A stored leaderboard without what it lists.
 *
 * @param id its id
 * @param createdAt when it was stored
 * @param sortBy the metric that ranks
 * @param minTrades winners with fewer trades were not listed
 * @param topN how many strategies were requested
 * @param distinct whether equal outcomes were listed once
 * @param asked whether a client requested it; false: a schedule did
 * @param exchange only runs on prices of that exchange; null means any, as in the next four
 * @param symbol the market
 * @param timeframe the length of a bar
 * @param startTs the earliest bar open of the tested range
 * @param endTs the latest
 * @param strategies how many are listed
 * @param totalWinners all winners of the chosen markets
 * @param bestReturn the greatest total return of these, percent
 */
public record SnapshotSummary(
        long id,
        OffsetDateTime createdAt,
        String sortBy,
        int minTrades,
        int topN,
        boolean distinct,
        boolean asked,
        String exchange,
        String symbol,
        String timeframe,
        OffsetDateTime startTs,
        OffsetDateTime endTs,
        int strategies,
        long totalWinners,
        double bestReturn) {}
