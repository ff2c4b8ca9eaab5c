package dev.quarry.marketdata.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.marketdata.CandleRules;
import dev.quarry.series.Bars;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamplePricesTest {

    private final Bars bars = SamplePrices.load();

    @Test
    void the_trades_become_9399_half_hours_without_a_gap() {
        assertThat(bars.size()).isEqualTo(9399);
        assertThat(Instant.ofEpochMilli(bars.openTime()[0])).isEqualTo("2014-01-01T00:00:00Z");
        assertThat(bars.openTime()[9398] - bars.openTime()[0]).isEqualTo(9398 * 1_800_000L);
    }

    @Test
    void every_bar_keeps_the_rules() {
        CandleRules rules = new CandleRules(bars.timeframe(), Long.MAX_VALUE);
        for (int i = 0; i < bars.size(); i++) {
            assertThat(rules.fault(
                            bars.openTime()[i],
                            bars.open()[i],
                            bars.high()[i],
                            bars.low()[i],
                            bars.close()[i],
                            bars.volume()[i]))
                    .isNull();
        }
    }

    /** The sum of bb_mid with length 20 in the reference's indicators of the same bars, case repo_ind_1. */
    @Test
    void the_closes_give_the_moving_averages_of_the_reference() {
        double sum = 0;
        for (int i = 19; i < bars.size(); i++) {
            double window = 0;
            for (int j = i - 19; j <= i; j++) {
                window += bars.close()[j];
            }
            sum += window / 20;
        }
        assertThat(sum).isCloseTo(9118503.9215, within(9118503.9215e-9));
    }
}
