package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.series.Timeframe;
import org.junit.jupiter.api.Test;

class AskedInVainTest {

    private static final Series SERIES = new Series("kraken", "BTC/USD", Timeframe.H1);

    private final AskedInVain inVain = new AskedInVain();

    @Test
    void what_has_just_been_asked_for_is_not_worth_asking_for_again() {
        inVain.remember(SERIES, new BarRange(100, 200), 1000);

        assertThat(inVain.worthAsking(SERIES, new BarRange(100, 200), 1001).isEmpty())
                .isTrue();
        assertThat(inVain.worthAsking(SERIES, new BarRange(120, 180), 1001).isEmpty())
                .isTrue();
    }

    @Test
    void bars_that_have_closed_since_are_asked_for_alone() {
        inVain.remember(SERIES, new BarRange(100, 200), 1000);

        assertThat(inVain.worthAsking(SERIES, new BarRange(100, 230), 1001)).isEqualTo(new BarRange(200, 230));

        inVain.remember(SERIES, new BarRange(200, 230), 1002);
        assertThat(inVain.worthAsking(SERIES, new BarRange(100, 240), 1003)).isEqualTo(new BarRange(230, 240));
        assertThat(inVain.worthAsking(SERIES, new BarRange(100, 240), 121_000)).isEqualTo(new BarRange(100, 240));
    }

    @Test
    void earlier_bars_other_series_and_later_times_are_asked_for() {
        inVain.remember(SERIES, new BarRange(100, 200), 1000);
        BarRange same = new BarRange(100, 200);

        assertThat(inVain.worthAsking(SERIES, new BarRange(90, 200), 1001)).isEqualTo(new BarRange(90, 200));
        assertThat(inVain.worthAsking(new Series("kraken", "ETH/USD", Timeframe.H1), same, 1001))
                .isEqualTo(same);
        assertThat(inVain.worthAsking(SERIES, same, 121_000)).isEqualTo(same);
    }

    @Test
    void as_many_series_are_remembered_as_are_asked_for_at_a_time() {
        for (int k = 0; k <= 1_000; k++) {
            inVain.remember(new Series("kraken", "A" + k + "/USD", Timeframe.H1), new BarRange(100, 200), 1000);
        }

        BarRange same = new BarRange(100, 200);
        assertThat(inVain.worthAsking(new Series("kraken", "A0/USD", Timeframe.H1), same, 1001))
                .isEqualTo(same);
        assertThat(inVain.worthAsking(new Series("kraken", "A1/USD", Timeframe.H1), same, 1001)
                        .isEmpty())
                .isTrue();
    }
}
