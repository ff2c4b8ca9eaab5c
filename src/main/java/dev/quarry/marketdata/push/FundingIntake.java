package dev.quarry.marketdata.push;

import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.store.FundingRateStore;
import dev.quarry.marketdata.store.MarketChangeStore;
import dev.quarry.marketdata.store.MergeCounts;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Stores pushed funding rates, all of them or none. */
@ApplicationScoped
public class FundingIntake {

    /** The most rates of a market: hourly payments for a century. */
    private static final int MAX_OF_A_MARKET = 1_000_000;

    private final FundingRateStore funding;
    private final MarketChangeStore changes;
    private final Transactions transactions;

    @Inject
    public FundingIntake(FundingRateStore funding, MarketChangeStore changes, Transactions transactions) {
        this.funding = funding;
        this.changes = changes;
        this.transactions = transactions;
    }

    /** The result of pushing rates. */
    public record Result(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("How many the request had") int received,
            @Described("How many were new") long added,
            @Described("How many had another rate") long replaced,
            @Described("How many had the same rate") long unchanged,
            @Described("How many rates the market has now") long rates) {}

    /** @throws InvalidInputException when the market would have too many */
    public Result put(FundingHistory sent) {
        String symbol = sent.symbol().strip();
        MarketName market = new MarketName(sent.market(), symbol);
        return transactions.inNew(() -> {
            OffsetDateTime at = changes.begin(market);
            MergeCounts counts = funding.put(sent.market(), symbol, sent.read(), at);
            if (counts.changedAnything()) {
                changes.record(market, at);
            }
            long all = funding.count(sent.market(), symbol);
            if (all > MAX_OF_A_MARKET) {
                throw new InvalidInputException(
                        "rates",
                        String.format(
                                Locale.ROOT,
                                "are too many: %s %s would have %,d, and may have %,d",
                                sent.market(),
                                symbol,
                                all,
                                MAX_OF_A_MARKET));
            }
            return new Result(
                    sent.market(),
                    symbol,
                    sent.rates().size(),
                    counts.added(),
                    counts.replaced(),
                    counts.unchanged(),
                    all);
        });
    }

    /** Deletes the rates of a market, which are kept for reading as of earlier times; returns how many. */
    public int delete(MarketName market) {
        return transactions.inNew(() -> {
            OffsetDateTime at = changes.begin(market);
            int deleted = funding.delete(market.exchange(), market.symbol(), at);
            if (deleted > 0) {
                changes.record(market, at);
            }
            return deleted;
        });
    }
}
