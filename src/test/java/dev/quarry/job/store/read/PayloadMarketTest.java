package dev.quarry.job.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobMarket;
import org.junit.jupiter.api.Test;

class PayloadMarketTest {

    @Test
    void the_market_is_read_from_beside_whatever_else_a_payload_has() {
        assertThat(PayloadMarket.read("""
                {"param_grid": {"symbol": ["x"], "n": [1, 2]}, "exchange": "kraken", "symbol": "BTC/USD", "timeframe": "1h"}""")).isEqualTo(new JobMarket("kraken", "BTC/USD", "1h"));
        assertThat(PayloadMarket.read("{\"symbol\": \"BTC/USD\"}")).isEqualTo(new JobMarket(null, "BTC/USD", null));
    }

    @Test
    void a_payload_that_is_cut_off_tells_what_stands_before_the_cut() {
        assertThat(PayloadMarket.read(
                        "{\"exchange\": \"kraken\", \"symbol\": \"BTC/USD\", \"param_grid\": {\"n\": [1,"))
                .isEqualTo(new JobMarket("kraken", "BTC/USD", null));
        assertThat(PayloadMarket.read("{\"param_grid\": {\"n\": [1, 2, 3")).isNull();
    }

    @Test
    void a_payload_without_a_market_or_with_several_names_none() {
        assertThat(PayloadMarket.read("{}")).isNull();
        assertThat(PayloadMarket.read("{\"markets\": [{\"symbol\": \"BTC/USD\"}]}"))
                .isNull();
        assertThat(PayloadMarket.read("{\"symbol\": 7}")).isNull();
        assertThat(PayloadMarket.read("[1]")).isNull();
    }
}
