package dev.quarry.leaderboard;

import static dev.quarry.runs.Payloads.faults;
import static dev.quarry.runs.Payloads.object;
import static dev.quarry.runs.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.runs.MarketFilter;
import dev.quarry.runs.RunOrder;
import dev.quarry.runs.WinnerQuery;
import org.junit.jupiter.api.Test;

class LeaderboardRequestTest {

    @Test
    void nothing_given_means_the_25_best_by_return_of_all_markets() {
        assertThat(read(object("{}"), LeaderboardRequest.class).query())
                .isEqualTo(new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, 10, 25, true));
    }

    @Test
    void markets_are_read_as_series_are() {
        assertThat(read(
                                object("{\"exchange\": \" Bitstamp\", \"symbol\": \"BTC/USD\", \"timeframe\": \"1H\"}"),
                                LeaderboardRequest.class)
                        .market())
                .isEqualTo(new MarketFilter("bitstamp", "BTC/USD", "1h"));
    }

    @Test
    void what_cannot_be_ranked_by_or_shown_is_refused() {
        assertThat(faults(object("{\"sort_by\": \"calmar_ratio\", \"timeframe\": \"2w\"}"), LeaderboardRequest.class))
                .containsOnlyKeys("sort_by", "timeframe");
        assertThat(faults(object("{\"top_n\": 0, \"min_trades\": -1}"), LeaderboardRequest.class))
                .containsOnlyKeys("top_n", "min_trades");
    }
}
