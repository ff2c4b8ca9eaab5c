package dev.quarry.marketdata.push;

import dev.quarry.marketdata.CorporateEvent;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.store.MarketChangeStore;
import dev.quarry.marketdata.store.PriceEventStore;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Stores pushed splits and dividends, all of them or none. */
@ApplicationScoped
public class EventIntake {

    private final PriceEventStore events;
    private final MarketChangeStore changes;
    private final Transactions transactions;

    @Inject
    public EventIntake(PriceEventStore events, MarketChangeStore changes, Transactions transactions) {
        this.events = events;
        this.changes = changes;
        this.transactions = transactions;
    }

    /** The result of pushing events. */
    public record Result(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("How many the request had") int received,

            @Described("How many events were new or had another value")
            int changed,

            @Described("How many events the market has now") int events) {}

    /** @throws InvalidInputException when the market would have too many */
    public Result put(PriceEvents sent) {
        String symbol = sent.symbol().strip();
        MarketName market = new MarketName(sent.market(), symbol);
        return transactions.inNew(() -> {
            OffsetDateTime at = changes.begin(market);
            int changed = (int) sent.read().stream()
                    .filter(event -> events.put(sent.market(), symbol, event, at))
                    .count();
            if (changed > 0) {
                changes.record(market, at);
            }
            int all = events.of(sent.market(), symbol).size();
            if (all > PriceEvents.MAX) {
                throw new InvalidInputException(
                        "events",
                        String.format(
                                Locale.ROOT,
                                "are too many: %s %s would have %,d, and may have %,d",
                                sent.market(),
                                symbol,
                                all,
                                PriceEvents.MAX));
            }
            return new Result(sent.market(), symbol, sent.events().size(), changed, all);
        });
    }

    /**
     * Deletes events of a market; they are kept for reading as of earlier times.
     *
     * @param exTime only those of that time; null for any
     * @param kind only those of that kind; null for any
     * @return how many were deleted
     */
    public int delete(MarketName market, OffsetDateTime exTime, CorporateEvent.Kind kind) {
        return transactions.inNew(() -> {
            OffsetDateTime at = changes.begin(market);
            int deleted = events.delete(market.exchange(), market.symbol(), exTime, kind, at);
            if (deleted > 0) {
                changes.record(market, at);
            }
            return deleted;
        });
    }
}
