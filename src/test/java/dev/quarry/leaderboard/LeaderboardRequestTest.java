package dev.quarry.leaderboard;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.WinnerQuery;
import org.junit.jupiter.api.Test;

class LeaderboardRequestTest {

    @Test
    void nothing_given_means_the_25_best_by_return_of_all_markets_of_the_built_in_family() {
        assertThat(read(object("{}"), LeaderboardRequest.class).query())
                .isEqualTo(new WinnerQuery(
                        new MarketFilter(null, null, null, null, null, "rsi_bands"),
                        RunOrder.TOTAL_RETURN,
                        10,
                        25,
                        true));
    }

    @Test
    void markets_are_read_as_series_are() {
        assertThat(read(
                                object("{\"exchange\": \" Bitstamp\", \"symbol\": \"BTC/USD\", \"timeframe\": \"1H\"}"),
                                LeaderboardRequest.class)
                        .market())
                .isEqualTo(new MarketFilter("bitstamp", "BTC/USD", "1h", null, null, "rsi_bands"));
    }

    @Test
    void what_cannot_be_ranked_by_or_shown_is_refused() {
        assertThat(faults(object("{\"sort_by\": \"calmar_ratio\", \"timeframe\": \"2w\"}"), LeaderboardRequest.class))
                .containsOnlyKeys("sort_by", "timeframe");
        assertThat(faults(object("{\"top_n\": 0, \"min_trades\": -1}"), LeaderboardRequest.class))
                .containsOnlyKeys("top_n", "min_trades");
    }

    @Test
    void ranges_are_instants_and_long_texts_are_refused() {
        assertThat(read(object("{\"start_ts\": \"2024-01-01\"}"), LeaderboardRequest.class)
                        .market()
                        .start())
                .isEqualTo("2024-01-01T00:00:00Z");
        assertThat(faults(
                        object("{\"symbol\": \"%s\", \"end_ts\": \"soon\"}".formatted("a".repeat(101))),
                        LeaderboardRequest.class))
                .containsOnlyKeys("symbol", "end_ts");
    }

    @Test
    void twenty_are_assessed_unless_it_is_said_and_never_more_than_a_hundred() {
        assertThat(read(object("{}"), LeaderboardRequest.class).assess()).isEqualTo(20);
        assertThat(read(object("{\"assess\": 0}"), LeaderboardRequest.class).assess())
                .isZero();
        assertThat(faults(object("{\"assess\": 101}"), LeaderboardRequest.class))
                .containsOnlyKeys("assess");
    }
}
