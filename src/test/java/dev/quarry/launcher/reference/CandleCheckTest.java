package dev.quarry.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.series.Timeframe;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CandleCheckTest {

    private static final long NOW = 1_704_067_200_000L;
    private static final double[] PRICES = {1, 2, 3, 0, -1, Double.NaN, Double.POSITIVE_INFINITY};
    private static final long[] SHIFTS = {
        0, 1, 60_000, 1_800_000, 86_400_000, 3 * 86_400_000, 7 * 86_400_000, -86_400_000
    };

    /** A bar that is there sets the raster of long timeframes. */
    @Property(tries = 5_000)
    void a_bar_is_refused_if_and_only_if_ingestion_refuses_it(
            @ForAll Timeframe timeframe, @ForAll @IntRange(max = Integer.MAX_VALUE) int choice) {
        Random random = new Random(choice);
        long there = NOW - 86_400_000L * random.nextInt(20);
        CandleRules rules = new CandleRules(BarRaster.through(timeframe, there), NOW);
        CandleCheck check = new CandleCheck(timeframe.code(), there, NOW);
        for (int bar = 0; bar < 4; bar++) {
            long time = NOW - 86_400_000L * random.nextInt(20) + SHIFTS[random.nextInt(SHIFTS.length)];
            double[] p = random.ints(5, 0, random.nextBoolean() ? 3 : PRICES.length)
                    .mapToDouble(i -> PRICES[i])
                    .toArray();
            if (random.nextBoolean()) {
                p = new double[] {2, 3, 1, 2, 0};
            }

            assertThat(check.fault(time, p[0], p[1], p[2], p[3], p[4]) == null)
                    .isEqualTo(rules.fault(time, p[0], p[1], p[2], p[3], p[4]) == null);
        }
    }

    @Property(tries = 2_000)
    void what_misses_another_price_by_rounding_is_set_to_it_as_ingestion_does(
            @ForAll @DoubleRange(min = 0.01, max = 1e8) double price,
            @ForAll @IntRange(min = -20, max = 20) int tenths) {
        double near = price * (1 + tenths * 1e-10);

        assertThat(CandleCheck.roundedUp(near, price, price / 2, price / 3))
                .isEqualTo(CandleRules.roundedUp(near, price, price / 2, price / 3));
        assertThat(CandleCheck.roundedDown(near, price, price * 2, price * 3))
                .isEqualTo(CandleRules.roundedDown(near, price, price * 2, price * 3));
        assertThat(CandleCheck.roundedUp(null, price, price, price)).isNull();
    }

    @Test
    void timeframes_are_those_that_quarry_keeps_and_a_month_is_no_minute() {
        for (Timeframe timeframe : Timeframe.values()) {
            assertThat(CandleCheck.timeframe(timeframe.code())).contains(timeframe.code());
        }
        assertThat(CandleCheck.timeframe(" 1H ")).contains("1h");
        assertThat(CandleCheck.timeframe("1M")).isEmpty();
        assertThat(CandleCheck.timeframe("7m")).isEmpty();
        assertThat(CandleCheck.timeframe(null)).isEmpty();
    }
}
