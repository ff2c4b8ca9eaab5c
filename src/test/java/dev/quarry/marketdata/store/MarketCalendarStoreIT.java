package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.MarketCalendar.Session;
import dev.quarry.marketdata.MarketName;
import dev.quarry.platform.sql.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MarketCalendarStoreIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final MarketCalendarStore store = new MarketCalendarStore(DATABASE.database());

    @Test
    void a_calendar_is_kept_for_its_market_until_it_is_removed() {
        MarketName market = new MarketName(" NYSE ", "SPY");
        MarketCalendar first = calendar("16:00");
        MarketCalendar second = calendar("20:00");

        assertThat(store.find(market)).isEmpty();
        store.put(market, first);
        assertThat(store.find(new MarketName("nyse", "SPY"))).contains(first);
        store.put(market, second);
        assertThat(store.find(market)).contains(second);
        assertThat(store.find(new MarketName("nyse", "spy"))).isEmpty();
        assertThat(store.remove(market)).isTrue();
        assertThat(store.remove(market)).isFalse();
        assertThat(store.find(market)).isEmpty();
    }

    private static MarketCalendar calendar(String close) {
        return new MarketCalendar(
                "America/New_York", List.of(new Session(List.of("mon"), "09:30", close)), List.of("2024-07-04"));
    }
}
