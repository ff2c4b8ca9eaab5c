package dev.quarry.patterns;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** The runs and tests that the rules and patterns of a refresh are based on. */
public record PatternBasis(
        @Described("Whose runs: the name of a strategy, for all its versions, or a version")
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

        @Described("How many runs were analysed") long runs,
        @Described("Winners among them") long winners,

        @Described("Distinct outcomes of all of them, the effective sample of the tests")
        long outcomes,

        @Described("Conditions tested for rules") int rulesTested,
        @Described("Values tested") int valuesTested,
        @Described("Ranges tested") int rangesTested,

        @Described("Pairs that were tested and have enough winners to be listed")
        int pairsFound,

        @Described("Pairs of parameters with too many combinations of values to be counted")
        int pairsLeftOut) {

    /** Those of a strategy before there were others belong to the built-in family. */
    public PatternBasis {
        strategy = strategy == null ? StrategyReference.BUILT_IN.text() : strategy;
    }

    static PatternBasis of(MarketFilter market, ValueTallies tallies, int rulesTested, Patterns patterns) {
        return new PatternBasis(
                market.strategy(),
                market.exchange(),
                market.symbol(),
                market.timeframe(),
                market.start(),
                market.end(),
                tallies.runs().runs(),
                tallies.runs().winners(),
                Math.round(tallies.runs().winnerOutcomes() + tallies.runs().loserOutcomes()),
                rulesTested,
                patterns.values().size(),
                patterns.ranges().size(),
                patterns.pairs().size(),
                tallies.pairsLeftOut());
    }
}
