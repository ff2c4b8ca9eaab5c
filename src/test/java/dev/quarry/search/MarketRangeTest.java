package dev.quarry.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.query.MarketFilter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketRangeTest {

    private static final String MIDNIGHT = "2024-01-31T00:00:00Z";
    private static final String LAST = "2024-01-31T23:59:59.999Z";

    @Test
    void a_range_up_to_a_date_has_all_of_that_day_and_is_kept_as_an_instant() {
        MarketWindow window = new MarketWindow("Kraken", "BTC/USD", "1H", "2024-01-01", "2024-01-31");

        assertThat(window.violations()).isEmpty();
        assertThat(window.start()).isEqualTo(OffsetDateTime.parse("2024-01-01T00:00:00Z"));
        assertThat(window.end()).isEqualTo(OffsetDateTime.parse(LAST));
        assertThat(window.canonical()).isEqualTo(new MarketWindow("kraken", "BTC/USD", "1h", "2024-01-01", LAST));
    }

    @Test
    void filters_find_what_was_tested_up_to_a_date_by_the_same_rule() {
        MarketFilter day = MarketFilter.of(null, null, null, null, null, "2024-01-31");
        MarketFilter instant = MarketFilter.of(null, null, null, null, null, MIDNIGHT);

        assertThat(day.means("2024-01-01", LAST)).isTrue();
        assertThat(day.means("2024-01-01", MIDNIGHT)).isFalse();
        assertThat(instant.means("2024-01-01", LAST)).isFalse();
        assertThat(instant.means("2024-01-01", MIDNIGHT)).isTrue();
    }

    @Test
    void a_run_that_was_kept_with_a_date_before_there_was_the_rule_is_run_again_on_its_own_bars() {
        MarketFilter instant = MarketFilter.of(null, null, null, null, null, MIDNIGHT);
        RunSetup setup = new RunSetup(
                1,
                "kraken",
                "BTC/USD",
                "1h",
                "2024-01-01",
                "2024-01-31",
                Map.of(),
                Map.of("rsi_min", List.of()),
                "d",
                "1");

        assertThat(instant.means(setup.startTs(), setup.endTs())).isTrue();
        assertThat(setup.window().endTs()).isEqualTo("2024-01-31");
        assertThat(setup.request().endTs()).isEqualTo(MIDNIGHT);
    }
}
