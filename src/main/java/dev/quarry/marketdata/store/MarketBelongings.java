package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/**
 * What is kept of a market beside its bars: events, funding rates, what both were before, and a calendar that was set. It follows
 * the series of the market.
 */
@ApplicationScoped
public class MarketBelongings {

    /** Tables that go together: a market that has something in the first one of a row has its own. */
    private static final List<List<Part>> PARTS = List.of(
            List.of(
                    new Part("price_event", "ex_time, kind, value, known_from"),
                    new Part("price_event_revision", "ex_time, kind, value, known_from, known_to")),
            List.of(
                    new Part("funding_rate", "due, rate, known_from"),
                    new Part("funding_rate_revision", "due, rate, known_from, known_to")),
            List.of(new Part("market_calendar", "calendar, changed_at")));

    private static final Part CHANGES = new Part("market_change", "changed_at");

    private static final String HAS_SERIES =
            "select 1 from series where exchange = ? and symbol = ? and id <> ? and bars > 0 limit 1";

    private final Database database;

    @Inject
    public MarketBelongings(Database database) {
        this.database = database;
    }

    private record Part(String table, String columns) {

        String copy() {
            return String.format(
                    Locale.ROOT,
                    "insert into %1$s (exchange, symbol, %2$s) select ?, ?, %2$s from %1$s where exchange = ? and symbol = ?"
                            + " on conflict do nothing",
                    table,
                    columns);
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
     * others stay there. What the new market has of its own stays as it is. In the transaction that renames.
     */
    public void follow(long seriesId, MarketName from, MarketName to) {
        if (from.equals(to)) {
            return;
        }
        boolean last = isLast(seriesId, from);
        boolean copied = false;
        for (List<Part> parts : PARTS) {
            if (has(parts, to)) {
                continue;
            }
            for (Part part : parts) {
                copied |= database.update(part.copy(), to.exchange(), to.symbol(), from.exchange(), from.symbol()) > 0;
                if (last) {
                    database.update(part.delete(), from.exchange(), from.symbol());
                }
            }
        }
        if (copied) {
            database.update(CHANGES.copy(), to.exchange(), to.symbol(), from.exchange(), from.symbol());
        }
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
