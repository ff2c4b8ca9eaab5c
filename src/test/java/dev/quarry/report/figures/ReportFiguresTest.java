package dev.quarry.report.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReportFiguresTest {

    @Test
    void a_month_is_measured_from_the_last_bar_of_the_one_before_and_a_silent_month_has_no_return() {
        Bars bars = days("2023-12-30", "2023-12-31", "2024-01-01", "2024-01-31", "2024-03-01");

        PeriodReturns returns = PeriodReturns.of(bars, new double[] {105, 110, 112, 121, 60.5}, 100);

        assertThat(returns.years()).extracting(PeriodReturns.Year::year).containsExactly(2023, 2024);
        assertThat(returns.years().get(0).months().get(11)).isCloseTo(10, within(1e-9));
        assertThat(returns.years().get(1).months().get(0)).isCloseTo(10, within(1e-9));
        assertThat(returns.years().get(1).months().get(1)).isNull();
        assertThat(returns.years().get(1).months().get(2)).isCloseTo(-50, within(1e-9));
        assertThat(returns.years().get(1).total()).isCloseTo(-45, within(1e-9));
    }

    @Test
    void a_bar_belongs_to_the_month_in_which_it_closes() {
        Bars bars = bars(Timeframe.W1, "2024-01-29");
        assertThat(PeriodReturns.of(bars, new double[] {101}, 100)
                        .years()
                        .get(0)
                        .months())
                .startsWith((Double) null)
                .satisfies(months -> assertThat(months.get(1)).isCloseTo(1, within(1e-9)));
    }

    @Property(tries = 200)
    void months_multiply_to_the_years_and_years_to_the_whole(
            @ForAll @Size(min = 1, max = 900) List<@DoubleRange(min = 1, max = 1e6) Double> equity) {
        double[] curve = array(equity);
        Bars bars = consecutive(curve.length);
        double whole = 1;
        for (PeriodReturns.Year year : PeriodReturns.of(bars, curve, 100).years()) {
            double product = year.months().stream()
                    .filter(month -> month != null)
                    .mapToDouble(month -> 1 + month / 100)
                    .reduce(1, (a, b) -> a * b);
            assertThat(product).isCloseTo(1 + year.total() / 100, within(1e-6 * product));
            whole *= product;
        }
        assertThat(whole * 100).isCloseTo(curve[curve.length - 1], within(1e-6 * curve[curve.length - 1]));
    }

    @Property(tries = 300)
    void every_value_is_in_one_span_of_the_histogram_and_zero_is_between_two(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -300, max = 300) Double> results) {
        double[] values = array(results);
        Histogram histogram = Histogram.of(values);
        double zero = -histogram.lowest() / histogram.width();

        assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(values.length);
        assertThat(zero).isCloseTo(Math.rint(zero), within(1e-9));
        int below = (int) Math.rint(zero);
        assertThat(Arrays.stream(histogram.counts(), 0, below).sum()).isEqualTo((int)
                Arrays.stream(values).filter(value -> value < 0).count());
        assertThat(histogram.counts().length).isLessThanOrEqualTo(33);
    }

    @Test
    void a_short_track_has_no_rolling_ratio_and_a_longer_one_the_longer_window() {
        double[] returns = new double[200];
        Arrays.setAll(returns, i -> i % 2 == 0 ? 0.02 : -0.01);

        assertThat(RollingSharpe.of(Arrays.copyOf(returns, 59), 365)).isEmpty();
        assertThat(RollingSharpe.of(Arrays.copyOf(returns, 60), 365)
                        .orElseThrow()
                        .window())
                .isEqualTo(30);
        RollingSharpe rolling = RollingSharpe.of(returns, 365).orElseThrow();
        assertThat(rolling.window()).isEqualTo(90);
        assertThat(rolling.values()).hasSize(111);
        double deviation = 0.015 * Math.sqrt(90.0 / 89);
        assertThat(rolling.values()[0]).isCloseTo(0.005 / deviation * Math.sqrt(365), within(1e-9));
    }

    @Test
    void drawdown_is_measured_from_the_highest_so_far_the_start_included() {
        assertThat(Drawdown.of(new double[] {75, 120, 60, 130}, 100)).containsExactly(-25.0, 0, -50, 0);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Bars days(String... dates) {
        return bars(Timeframe.D1, dates);
    }

    private static Bars bars(Timeframe timeframe, String... dates) {
        return bars(
                timeframe,
                Arrays.stream(dates)
                        .mapToLong(date -> OffsetDateTime.parse(date + "T00:00:00Z")
                                .toInstant()
                                .toEpochMilli())
                        .toArray());
    }

    private static Bars consecutive(int days) {
        long[] opens = new long[days];
        Arrays.setAll(opens, i -> 1_388_534_400_000L + i * 86_400_000L);
        return bars(Timeframe.D1, opens);
    }

    private static Bars bars(Timeframe timeframe, long[] opens) {
        double[] prices = new double[opens.length];
        Arrays.fill(prices, 1);
        return new Bars(timeframe, opens, prices, prices, prices, prices, prices);
    }
}
