package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesQualityTest {

    private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
    private static final long STEP = Timeframe.M30.millis();

    @Test
    void an_orderly_series_has_nothing_odd_about_it() {
        SeriesQuality quality = quality(bars(500, bar -> true), List.of());

        assertThat(quality.bars()).isEqualTo(500);
        assertThat(quality.expected()).isEqualTo(500);
        assertThat(quality.gaps()
                        + quality.missing()
                        + quality.inconsistent()
                        + quality.repeated()
                        + quality.outliers())
                .isZero();
        assertThat(quality.suspicions()).isEmpty();
    }

    @Test
    void a_gap_is_known_when_a_source_has_said_that_there_was_no_trade() {
        Bars bars = bars(500, bar -> bar < 100 || bar > 103 && bar != 200);

        SeriesQuality quality = quality(bars, List.of(new BarRange(START + 200 * STEP, START + 201 * STEP)));

        assertThat(quality.gaps()).isEqualTo(2);
        assertThat(quality.missing()).isEqualTo(5);
        assertThat(quality.missingUnknown()).isEqualTo(1);
        assertThat(quality.largestGaps()).extracting(SeriesQuality.Gap::known).containsExactly(true, false);
        assertThat(quality.largestGaps().get(0).endTs()).isEqualTo("2024-03-03T03:30:00Z");
        assertThat(quality.largestGaps().get(0).bars()).isEqualTo(4);
    }

    @Test
    void a_price_in_other_units_is_an_outlier_and_a_suspicion() {
        Bars bars = bars(500, bar -> true);
        scale(bars, 250, 100);

        SeriesQuality quality = quality(bars, List.of());

        assertThat(quality.outliers()).isEqualTo(2);
        assertThat(quality.largestOutliers().get(0).ts()).isEqualTo(OffsetDateTime.parse("2024-03-06T05:00:00Z"));
        assertThat(quality.suspicions()).singleElement().asString().contains("other units");
    }

    @Test
    void the_hour_that_summer_time_takes_is_a_suspicion() {
        long night = Instant.parse("2024-03-31T02:00:00Z").toEpochMilli();
        Bars bars = bars(2000, bar -> START + bar * STEP != night && START + bar * STEP != night + STEP);

        assertThat(quality(bars, List.of()).suspicions())
                .singleElement()
                .asString()
                .contains("local times instead of UTC");
    }

    @Test
    void repeated_bars_and_bars_without_volume_are_counted() {
        Bars bars = bars(100, bar -> true);
        for (double[] column : new double[][] {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()}) {
            column[11] = column[10];
        }
        bars.volume()[50] = 0;
        bars.high()[60] = bars.low()[60] / 2;

        SeriesQuality quality = quality(bars, List.of());

        assertThat(quality.repeated()).isEqualTo(1);
        assertThat(quality.zeroVolume()).isEqualTo(1);
        assertThat(quality.inconsistent()).isEqualTo(1);
    }

    @Test
    void no_bars_are_no_error() {
        assertThat(quality(bars(0, bar -> true), List.of()).bars()).isZero();
        assertThat(quality(bars(1, bar -> true), List.of()).expected()).isEqualTo(1);
    }

    private static SeriesQuality quality(Bars bars, List<BarRange> unknown) {
        return SeriesQuality.of(bars, unknown, MarketCalendar.learned(bars));
    }

    private static Bars bars(int count, LongPredicate there) {
        long[] numbers = LongStream.range(0, count).filter(there).toArray();
        int n = numbers.length;
        long[] opens =
                LongStream.of(numbers).map(number -> START + number * STEP).toArray();
        Bars bars = new Bars(
                Timeframe.M30, opens, new double[n], new double[n], new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            double price = 100 + 3 * Math.sin(numbers[i]);
            bars.open()[i] = price;
            bars.high()[i] = price + 1;
            bars.low()[i] = price - 1;
            bars.close()[i] = price + 0.5;
            bars.volume()[i] = 1 + numbers[i];
        }
        return bars;
    }

    private static void scale(Bars bars, int index, double factor) {
        for (double[] column : new double[][] {bars.open(), bars.high(), bars.low(), bars.close()}) {
            column[index] *= factor;
        }
    }
}
