package dev.quarry.marketdata.store;

import dev.quarry.marketdata.CorporateEvent;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The splits and dividends of markets. They hold for all timeframes of a market, stored yet or not. */
@ApplicationScoped
public class PriceEventStore {

    private static final String PUT = """
            insert into price_event (exchange, symbol, ex_time, kind, value) values (?, ?, ?, ?, ?)
            on conflict (exchange, symbol, ex_time, kind) do update set value = excluded.value
            where price_event.value <> excluded.value
            """;

    private static final String OF = """
            select (extract(epoch from ex_time) * 1000)::bigint, kind, value from price_event
            where exchange = ? and symbol = ? order by ex_time, kind
            """;

    private static final String DELETE = """
            delete from price_event
            where exchange = ? and symbol = ? and ex_time = coalesce(?, ex_time) and kind = coalesce(?, kind)
            """;

    private final Database database;

    @Inject
    public PriceEventStore(Database database) {
        this.database = database;
    }

    /** Stores an event; one of the same time and kind is replaced. True when that changed something. */
    public boolean put(String exchange, String symbol, CorporateEvent event) {
        return database.update(
                        PUT,
                        exchange,
                        symbol,
                        time(event.exTime()),
                        event.kind().text(),
                        event.value())
                > 0;
    }

    /** The events of a market, the earliest first. */
    public List<CorporateEvent> of(String exchange, String symbol) {
        return database.query(
                OF,
                row -> new CorporateEvent(
                        row.getLong(1),
                        row.getString(2).equals(CorporateEvent.Kind.SPLIT.text())
                                ? CorporateEvent.Kind.SPLIT
                                : CorporateEvent.Kind.DIVIDEND,
                        row.getDouble(3)),
                exchange,
                symbol);
    }

    /**
     * Deletes events of a market.
     *
     * @param exTime only those of that time; null for any
     * @param kind only those of that kind; null for any
     * @return how many
     */
    public int delete(String exchange, String symbol, OffsetDateTime exTime, CorporateEvent.Kind kind) {
        return database.update(DELETE, exchange, symbol, exTime, kind == null ? null : kind.text());
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
