package dev.quarry.leaderboard;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** A stored leaderboard without what it lists. */
public record SnapshotSummary(
        @Described("Its id") long id,
        @Described("When it was stored") OffsetDateTime createdAt,
        @Described("The metric that it ranks by") String sortBy,

        @Described("Winners with fewer trades were not listed")
        int minTrades,

        @Described("How many strategies were requested") int topN,

        @Described("Whether equal outcomes were listed once")
        boolean distinct,

        @Described("Whether a client requested it; false: a schedule did")
        boolean asked,

        @Described("Only runs of that strategy, for all its versions or one; null means any")
        String strategy,

        @Described("Only runs on prices of that exchange; null means any")
        String exchange,

        @Described("Only runs on that market; null means any")
        String symbol,

        @Described("Only runs on bars of that length; null means any")
        String timeframe,

        @Described("Only runs on ranges that begin there; null means any")
        OffsetDateTime startTs,

        @Described("Only runs on ranges that end there; null means any")
        OffsetDateTime endTs,

        @Described("How many are listed") int strategies,
        @Described("All winners of the chosen markets") long totalWinners,

        @Described("The greatest total return of all winners, percent")
        double bestReturn) {}
