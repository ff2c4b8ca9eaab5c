package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingBarsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series STOCK = new Series("file", "SPY", Timeframe.H1);

    private final SeriesStore series = new SeriesStore(DATABASE.database());
    private final MarketCalendarStore calendars = new MarketCalendarStore(DATABASE.database());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MissingBars missing =
            new MissingBars(series, new CandleStore(DATABASE.database()), calendars, new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            });

    @BeforeEach
    void a_stock_of_thirteen_weeks() {
        DATABASE.empty("series", "candle", "market_calendar");
        long id = DATABASE.transactions().inNew(() -> series.lock(STOCK).id());
        DATABASE.database().update("""
                insert into candle
                select %d, t, 10, 12, 9, 11, 1
                from generate_series(timestamptz '2023-11-13 14:30Z', timestamptz '2024-02-09 20:30Z', interval '1 hour') t
                where extract(isodow from t) < 6 and extract(hour from t at time zone 'UTC') between 14 and 20
                    and t::date not in ('2023-11-23', '2023-12-25', '2024-01-01')
                """.formatted(id));
        DATABASE.database().update("""
                update series set bars = (select count(*) from candle),
                    first_open = (select min(open_time) from candle), last_open = (select max(open_time) from candle)
                """);
    }

    @Test
    void nights_weekends_and_holidays_of_a_session_market_are_not_missing() {
        assertThat(count()).isZero();
        assertThat(series.coverage(10).get(0).missing()).isNull();
    }

    @Test
    void a_bar_of_a_session_is_missed_once_it_is_counted_again() {
        count();
        DATABASE.database().update("delete from candle where open_time = '2024-01-10 16:30Z'");

        assertThat(count()).isZero();
        now = now.plusSeconds(601);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_calendar_that_was_set_counts() {
        calendars.put(STOCK.market(), Json.MAPPER.readValue("""
                {"time_zone": "UTC", "holidays": ["2023-11-23", "2023-12-25", "2024-01-01"],
                 "sessions": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "13:30", "close": "21:30"}]}""", MarketCalendar.class));

        assertThat(count()).isEqualTo(61);
    }

    private Long count() {
        return missing.of(series.coverage(10)).get(0).missing();
    }
}
