package dev.quarry.patterns;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.tally.ValueTallies;
import java.time.OffsetDateTime;

/**
 * The runs and tests that the rules and patterns of a refresh are based on.
 *
 * @param exchange the filter of the refresh; null means any, as in the next four
 * @param symbol the market
 * @param timeframe the length of a bar
 * @param startTs the earliest bar open of the tested range
 * @param endTs the latest
 * @param runs how many runs were analysed
 * @param winners winners among them
 * @param outcomes distinct outcomes of all of them, the effective sample of the tests
 * @param rulesTested conditions tested for rules
 * @param valuesTested values tested
 * @param rangesTested ranges tested
 * @param pairsFound pairs that were tested and have enough winners to be listed
 * @param pairsLeftOut pairs of parameters with too many combinations of values to be counted
 */
public record PatternBasis(
        String exchange,
        String symbol,
        String timeframe,
        OffsetDateTime startTs,
        OffsetDateTime endTs,
        long runs,
        long winners,
        long outcomes,
        int rulesTested,
        int valuesTested,
        int rangesTested,
        int pairsFound,
        int pairsLeftOut) {

    static PatternBasis of(MarketFilter market, ValueTallies tallies, int rulesTested, Patterns patterns) {
        return new PatternBasis(
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
