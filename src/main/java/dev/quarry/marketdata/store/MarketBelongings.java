package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/**
 * What is kept of a market beside its bars: events, funding rates, what both were before, and a calendar that was set. It follows
 * the series of the market.
 */
@ApplicationScoped
public class MarketBelongings {

    private static final String KNOWN_FROM = "known_from";
    private static final String KNOWN_TO = "known_to";

    /** Tables that go together: a market that has something in the first one of a row has its own. */
    private static final List<List<Part>> PARTS = List.of(
            List.of(
                    new Part("price_event", "ex_time, kind, value", KNOWN_FROM),
                    new Part("price_event_revision", "ex_time, kind, value, known_from", KNOWN_TO)),
            List.of(
                    new Part("funding_rate", "due, rate", KNOWN_FROM),
                    new Part("funding_rate_revision", "due, rate, known_from", KNOWN_TO)),
            List.of(new Part("market_calendar", "calendar", "changed_at")));

    private static final Part CHANGES = new Part("market_change", "exchange, symbol", "changed_at");

    private static final String COPY_CHANGES = """
            insert into market_change (exchange, symbol, changed_at)
            select ?, ?, changed_at from market_change where exchange = ? and symbol = ?
            on conflict (exchange, symbol)
            do update set changed_at = greatest(market_change.changed_at, excluded.changed_at)
            """;

    private static final String HAS_SERIES =
            "select 1 from series where exchange = ? and symbol = ? and id <> ? and bars > 0 limit 1";

    private final Database database;

    private final MarketChangeStore changes;

    @Inject
    public MarketBelongings(Database database, MarketChangeStore changes) {
        this.database = database;
        this.changes = changes;
    }

    /** @param time the column that tells since or until when a row is known */
    private record Part(String table, String columns, String time) {

        /** With one time for all rows in place of their own, unless that is null. */
        String copy() {
            return String.format(
                    Locale.ROOT,
                    "insert into %1$s (exchange, symbol, %2$s, %3$s)"
                            + " select ?, ?, %2$s, coalesce(cast(? as timestamptz), %3$s) from %1$s"
                            + " where exchange = ? and symbol = ? on conflict do nothing",
                    table,
                    columns,
                    time);
        }

        String delete() {
            return "delete from " + table + " where exchange = ? and symbol = ?";
        }

        String any() {
            return "select 1 from " + table + " where exchange = ? and symbol = ? limit 1";
        }
    }

    /** How much was deleted. */
    public record Deleted(int events, int fundingRates) {}

    /**
     * Takes it along when a series becomes one of another market: moved with the last series of the old market, copied where
     * others stay there. What the new market has of its own stays as it is. Where that has other series, what comes to it is
     * known there from now on and not before, so that what was read of them can be read again. In the transaction that renames.
     */
    public void follow(long seriesId, MarketName from, MarketName to) {
        if (from.equals(to)) {
            return;
        }
        boolean last = isLast(seriesId, from);
        OffsetDateTime arrival = isLast(seriesId, to) ? null : changes.begin(to);
        boolean copied = false;
        for (List<Part> parts : PARTS) {
            if (has(parts, to)) {
                continue;
            }
            for (Part part : parts) {
                copied |= copy(part, from, to, arrival);
                if (last) {
                    database.update(part.delete(), from.exchange(), from.symbol());
                }
            }
        }
        if (copied && arrival != null) {
            changes.record(to, arrival);
        } else if (copied) {
            database.update(COPY_CHANGES, to.exchange(), to.symbol(), from.exchange(), from.symbol());
        }
    }

    private boolean copy(Part part, MarketName from, MarketName to, OffsetDateTime arrival) {
        boolean wasNeverKnownThere = arrival != null && part.time().equals(KNOWN_TO);
        return !wasNeverKnownThere
                && database.update(part.copy(), to.exchange(), to.symbol(), arrival, from.exchange(), from.symbol())
                        > 0;
    }

    /** Deletes it with the last series of its market. In the transaction that deletes the series. */
    public Deleted deleteWith(long seriesId, MarketName market) {
        if (!isLast(seriesId, market)) {
            return new Deleted(0, 0);
        }
        int[] first = PARTS.stream()
                .mapToInt(parts -> parts.stream()
                        .map(part -> database.update(part.delete(), market.exchange(), market.symbol()))
                        .toList()
                        .get(0))
                .toArray();
        database.update(CHANGES.delete(), market.exchange(), market.symbol());
        return new Deleted(first[0], first[1]);
    }

    private boolean isLast(long seriesId, MarketName market) {
        return database.query(HAS_SERIES, row -> 1, market.exchange(), market.symbol(), seriesId)
                .isEmpty();
    }

    private boolean has(List<Part> parts, MarketName market) {
        return parts.stream().anyMatch(part -> !database.query(part.any(), row -> 1, market.exchange(), market.symbol())
                .isEmpty());
    }
}
