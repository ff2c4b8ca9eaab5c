package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The calendars that users have set; a market has one for bars of all lengths. */
@ApplicationScoped
public class MarketCalendarStore {

    private static final String PUT = """
            insert into market_calendar (exchange, symbol, calendar) values (?, ?, ?)
            on conflict (exchange, symbol) do update set calendar = excluded.calendar, changed_at = now()
            """;

    private static final String WHERE = " from market_calendar where exchange = ? and symbol = ?";

    private final Database database;

    @Inject
    public MarketCalendarStore(Database database) {
        this.database = database;
    }

    /** The calendar of a market; empty when it is to be derived from the bars. */
    public Optional<MarketCalendar> find(MarketName market) {
        return database.first("select calendar" + WHERE, row -> row.getString(1), market.exchange(), market.symbol())
                .map(text -> Json.MAPPER.readValue(text, MarketCalendar.class));
    }

    /**
     * Sets the calendar of a market.
     * @param calendar one without violations
     */
    public void put(MarketName market, MarketCalendar calendar) {
        database.update(PUT, market.exchange(), market.symbol(), Json.MAPPER.writeValueAsString(calendar));
    }

    /** Removes the calendar, so that it is derived from the bars again; false when none was set. */
    public boolean remove(MarketName market) {
        return database.update("delete" + WHERE, market.exchange(), market.symbol()) > 0;
    }
}
