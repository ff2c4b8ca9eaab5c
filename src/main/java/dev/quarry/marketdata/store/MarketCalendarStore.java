package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The calendars that somebody has set; a market has one, whatever the length of its bars. */
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

    /** The calendar of a market; empty when its bars are to tell it. */
    public Optional<MarketCalendar> find(MarketName market) {
        return database.first("select calendar" + WHERE, row -> row.getString(1), market.exchange(), market.symbol())
                .map(text -> Json.MAPPER.readValue(text, MarketCalendar.class));
    }

    /** Sets it. @param calendar one without violations */
    public void put(MarketName market, MarketCalendar calendar) {
        database.update(PUT, market.exchange(), market.symbol(), Json.MAPPER.writeValueAsString(calendar));
    }

    /** Lets the bars tell it again; false when they did already. */
    public boolean remove(MarketName market) {
        return database.update("delete" + WHERE, market.exchange(), market.symbol()) > 0;
    }
}
