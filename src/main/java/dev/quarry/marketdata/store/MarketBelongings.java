package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/**
 * What is stored of a market besides its bars: events, funding rates, earlier states of both, and a calendar that was
 * set. It follows the market's series when those are renamed or deleted.
 */
@ApplicationScoped
public class MarketBelongings {

    private static final String KNOWN_FROM = "known_from";
    private static final String KNOWN_TO = "known_to";

    /**
     * Tables that belong together: a market with rows in the first table of a group has data of its own in that group.
     */
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

    /** @param time the column that says since or until when a row is known */
    private record Part(String table, String columns, String time) {

        /** The columns to copy, with one time for all rows instead of their own, unless it is null. */
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

    /** How many rows were deleted. */
    public record Deleted(int events, int fundingRates) {}

    /**
     * Moves this data when a series is renamed to another market: it is moved with the last series of the old market,
     * and copied where others stay there. Data that the new market already has is unchanged. Where the new market has
     * other series, the data is known there only from now on, so that earlier reads of those can be repeated. To be
     * called in the transaction that renames.
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

    /**
     * Deletes this data with the last series of its market. To be called in the transaction that deletes the series.
     */
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
