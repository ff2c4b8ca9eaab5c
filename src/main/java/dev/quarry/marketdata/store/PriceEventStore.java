package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.CorporateEvent;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/** The splits and dividends of markets. They apply to all timeframes of a market, stored yet or not. */
@ApplicationScoped
public class PriceEventStore {

    /** Stores an event; a replaced one is kept for reading as of earlier times. */
    private static final String PUT = """
            with given as (
                select cast(? as text) as exchange, cast(? as text) as symbol, cast(? as timestamptz) as ex_time,
                    cast(? as text) as kind, cast(? as float8) as value, cast(? as timestamptz) as at),
            kept as (
                insert into price_event_revision (exchange, symbol, ex_time, kind, value, known_from, known_to)
                select e.exchange, e.symbol, e.ex_time, e.kind, e.value, e.known_from, g.at
                from price_event e join given g using (exchange, symbol, ex_time, kind)
                where e.value <> g.value)
            insert into price_event (exchange, symbol, ex_time, kind, value, known_from)
            select exchange, symbol, ex_time, kind, value, at from given
            on conflict (exchange, symbol, ex_time, kind)
            do update set value = excluded.value, known_from = excluded.known_from
            where price_event.value <> excluded.value
            """;

    private static final String OF = """
            with asked as (select cast(? as text) as exchange, cast(? as text) as symbol, cast(? as timestamptz) as at),
            known as (
                select ex_time, kind, value from price_event join asked using (exchange, symbol)
                where at is null or known_from is null or known_from <= at
                union all
                select ex_time, kind, value from price_event_revision join asked using (exchange, symbol)
                where known_to > at and (known_from is null or known_from <= at))
            select (extract(epoch from ex_time) * 1000)::bigint, kind, value from known order by ex_time, kind
            """;

    private static final String DELETE = """
            with gone as (
                delete from price_event
                where exchange = ? and symbol = ? and ex_time = coalesce(?, ex_time) and kind = coalesce(?, kind)
                returning exchange, symbol, ex_time, kind, value, known_from)
            insert into price_event_revision (exchange, symbol, ex_time, kind, value, known_from, known_to)
            select exchange, symbol, ex_time, kind, value, known_from, cast(? as timestamptz) from gone
            """;

    private final Database database;

    @Inject
    public PriceEventStore(Database database) {
        this.database = database;
    }

    /**
     * Stores an event; one of the same time and kind is replaced. True when that changed something.
     *
     * @param at the time of the change, see {@link MarketChangeStore#begin}
     */
    public boolean put(String exchange, String symbol, CorporateEvent event, OffsetDateTime at) {
        return database.update(
                        PUT,
                        exchange,
                        symbol,
                        Timestamps.utc(event.exTime()),
                        event.kind().text(),
                        event.value(),
                        at)
                > 0;
    }

    /** The events of a market as they are now, the earliest first. */
    public List<CorporateEvent> of(String exchange, String symbol) {
        return of(exchange, symbol, AsOf.NOW);
    }

    /** The events of a market as they were known at a time. */
    List<CorporateEvent> of(String exchange, String symbol, AsOf asOf) {
        return database.query(
                OF,
                row -> new CorporateEvent(
                        row.getLong(1),
                        row.getString(2).equals(CorporateEvent.Kind.SPLIT.text())
                                ? CorporateEvent.Kind.SPLIT
                                : CorporateEvent.Kind.DIVIDEND,
                        row.getDouble(3)),
                exchange,
                symbol,
                asOf.offsetTime());
    }

    /**
     * Deletes events of a market.
     *
     * @param exTime only those of that time; null for any
     * @param kind only those of that kind; null for any
     * @param at the time of the change, see {@link MarketChangeStore#begin}
     * @return how many were deleted
     */
    public int delete(
            String exchange, String symbol, OffsetDateTime exTime, CorporateEvent.Kind kind, OffsetDateTime at) {
        return database.update(DELETE, exchange, symbol, exTime, kind == null ? null : kind.text(), at);
    }
}
