package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;

/** When the events and funding rates of markets changed. */
@ApplicationScoped
public class MarketChangeStore {

    private static final String CREATE =
            "insert into market_change (exchange, symbol) values (?, ?) on conflict do nothing";

    /**
     * The time of a change is later than those of all earlier changes, whatever the clock does, since what is read as
     * of a time must never change again.
     */
    private static final String LOCK = """
            select greatest(date_trunc('milliseconds', clock_timestamp()), changed_at) + interval '1 millisecond'
            from market_change where exchange = ? and symbol = ? for update
            """;

    private final Database database;

    @Inject
    public MarketChangeStore(Database database) {
        this.database = database;
    }

    /**
     * Begins a change of what is known of a market, and returns the time of the change. Others wait until the caller's
     * transaction ends.
     */
    public OffsetDateTime begin(MarketName market) {
        database.update(CREATE, market.exchange(), market.symbol());
        return database.first(LOCK, row -> row.getObject(1, OffsetDateTime.class), market.exchange(), market.symbol())
                .orElseThrow();
    }

    /** Records a change at that time, in the transaction that began it. */
    public void record(MarketName market, OffsetDateTime at) {
        database.update(
                "update market_change set changed_at = ? where exchange = ? and symbol = ?",
                at,
                market.exchange(),
                market.symbol());
    }

    /** When it was changed last; empty when it has not been since Quarry began to record changes. */
    Optional<OffsetDateTime> changedAt(MarketName market) {
        return database
                .query(
                        "select changed_at from market_change where exchange = ? and symbol = ?",
                        row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)),
                        market.exchange(),
                        market.symbol())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }
}
