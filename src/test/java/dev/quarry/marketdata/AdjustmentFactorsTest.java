package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.marketdata.CorporateEvent.Kind;
import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdjustmentFactorsTest {

    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

    @Example
    void a_split_makes_prices_before_it_smaller_and_volumes_larger() {
        Bars adjusted =
                adjusted(days(0, 100, 104, 52, 53), Adjust.SPLIT, new CorporateEvent(START + 2 * DAY, Kind.SPLIT, 2));

        assertThat(adjusted.close()).containsExactly(50, 52, 52, 53);
        assertThat(adjusted.open()).containsExactly(49.5, 51.5, 51, 52);
        assertThat(adjusted.volume()).containsExactly(2000, 2000, 1000, 1000);
    }

    /** 0.24 on 2024-02-09 after a close of 188.32, as Apple's: the factor that Yahoo's adjusted closes have too. */
    @Example
    void a_dividend_lowers_prices_before_it_by_its_share_of_the_close_before() {
        Bars adjusted = adjusted(
                days(0, 189.41, 188.32, 188.85),
                Adjust.TOTAL_RETURN,
                new CorporateEvent(START + 2 * DAY, Kind.DIVIDEND, 0.24));

        assertThat(adjusted.close()[0]).isEqualTo(189.41 * (1 - 0.24 / 188.32));
        assertThat(adjusted.close()[1]).isEqualTo(188.32 * (1 - 0.24 / 188.32)).isCloseTo(188.08, within(1e-9));
        assertThat(adjusted.close()[2]).isEqualTo(188.85);
        assertThat(adjusted.volume()).containsExactly(1000, 1000, 1000);
    }

    @Example
    void only_what_is_asked_for_is_adjusted() {
        Bars bars = days(0, 100, 100, 100);
        CorporateEvent dividend = new CorporateEvent(START + DAY, Kind.DIVIDEND, 1);

        assertThat(adjusted(bars, Adjust.NONE, dividend)).isSameAs(bars);
        assertThat(adjusted(bars, Adjust.SPLIT, dividend)).isSameAs(bars);
        assertThat(adjusted(bars, Adjust.TOTAL_RETURN, new CorporateEvent(START, Kind.SPLIT, 2)))
                .as("no bar is before it")
                .isSameAs(bars);
    }

    @Property(tries = 200)
    void returns_are_those_of_a_holder_whatever_the_events(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int size) {
        Random random = new Random(seed);
        double[] closes = random.doubles(size, 10, 1000).toArray();
        Bars bars = days(0, closes);
        List<CorporateEvent> events = new ArrayList<>();
        double[] split = new double[size];
        double[] dividend = new double[size];
        for (int i = 0; i < size; i++) {
            split[i] = random.nextInt(5) == 0 ? 0.1 + random.nextInt(40) / 4.0 : 1;
            dividend[i] = random.nextInt(4) == 0 ? random.nextDouble() * 9 : 0;
            if (split[i] != 1) {
                events.add(new CorporateEvent(START + i * DAY, Kind.SPLIT, split[i]));
            }
            if (dividend[i] > 0) {
                events.add(new CorporateEvent(START + i * DAY, Kind.DIVIDEND, dividend[i]));
            }
        }
        Bars splits = adjusted(bars, Adjust.SPLIT, events.toArray(CorporateEvent[]::new));
        Bars total = adjusted(bars, Adjust.TOTAL_RETURN, events.toArray(CorporateEvent[]::new));

        for (int i = 1; i < size; i++) {
            assertThat(splits.close()[i] / splits.close()[i - 1])
                    .isCloseTo(closes[i] * split[i] / closes[i - 1], within(1e-9));
            assertThat(total.close()[i] / total.close()[i - 1])
                    .isCloseTo(closes[i] * split[i] / (closes[i - 1] - dividend[i]), within(1e-9));
            assertThat(splits.close()[i] * splits.volume()[i]).isCloseTo(closes[i] * 1000, within(1e-6 * closes[i]));
            assertThat(total.volume()[i]).isEqualTo(splits.volume()[i]);
            assertThat(total.high()[i]).isGreaterThanOrEqualTo(total.close()[i]);
        }
        assertThat(total.close()[size - 1]).isEqualTo(closes[size - 1]);
    }

    @Property(tries = 50)
    void a_part_of_a_series_has_the_prices_of_the_whole(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 19) int from) {
        Random random = new Random(seed);
        Bars bars = days(0, random.doubles(20, 10, 1000).toArray());
        List<CorporateEvent> events = List.of(
                new CorporateEvent(START + random.nextInt(20) * DAY, Kind.SPLIT, 3),
                new CorporateEvent(START + random.nextInt(20) * DAY, Kind.DIVIDEND, 2.5));
        AdjustmentFactors factors = factors(bars, Adjust.TOTAL_RETURN, events);

        assertThat(factors.apply(bars.slice(from, 20)).close())
                .containsExactly(factors.apply(bars).slice(from, 20).close());
    }

    /** Days of a currency pair begin the evening before, days that exchanges in America end begin at 05:00. */
    @Example
    void a_day_belongs_to_the_date_in_which_most_of_it_lies() {
        CorporateEvent split = new CorporateEvent(START + 2 * DAY, Kind.SPLIT, 2);

        assertThat(adjusted(days(-3 * HOUR, 10, 10, 5, 5), Adjust.SPLIT, split).close())
                .containsExactly(5, 5, 5, 5);
        assertThat(adjusted(days(5 * HOUR, 10, 10, 5, 5), Adjust.SPLIT, split).close())
                .containsExactly(5, 5, 5, 5);
    }

    /** Of a week in which a share was split the close is a new one's. */
    @Example
    void a_week_belongs_to_its_end() {
        long monday = START;
        Bars weeks = bars(Timeframe.W1, new long[] {monday, monday + 7 * DAY}, 10, 5);

        assertThat(adjusted(weeks, Adjust.SPLIT, new CorporateEvent(monday + 9 * DAY, Kind.SPLIT, 2))
                        .close())
                .containsExactly(5, 5);
        assertThat(adjusted(weeks, Adjust.SPLIT, new CorporateEvent(monday + 7 * DAY, Kind.SPLIT, 2))
                        .close())
                .containsExactly(5, 5);
    }

    @Example
    void a_dividend_that_eats_the_price_is_refused_with_both() {
        assertThatThrownBy(() ->
                        adjusted(days(0, 3, 3), Adjust.TOTAL_RETURN, new CorporateEvent(START + DAY, Kind.DIVIDEND, 3)))
                .isInstanceOf(AdjustmentFactors.ImpossibleEventException.class)
                .hasMessageContaining(
                        "The dividend of 2024-01-02T00:00:00Z, 3.0, is not below 3.0, the close before it");
    }

    private static Bars adjusted(Bars bars, Adjust adjust, CorporateEvent... events) {
        return factors(bars, adjust, List.of(events)).apply(bars);
    }

    private static AdjustmentFactors factors(Bars bars, Adjust adjust, List<CorporateEvent> events) {
        double[] before = events.stream()
                .mapToInt(event -> bars.firstAtOrAfter(AdjustmentFactors.firstOpenAfter(bars.timeframe(), event)) - 1)
                .mapToDouble(bar -> bar < 0 ? Double.NaN : bars.close()[bar])
                .toArray();
        return AdjustmentFactors.of(bars.timeframe(), events, before, adjust);
    }

    /** Days that begin so long after midnight, each a unit wide in both directions. */
    private static Bars days(long offset, double... closes) {
        long[] opens = new long[closes.length];
        for (int i = 0; i < opens.length; i++) {
            opens[i] = START + offset + i * DAY;
        }
        return bars(Timeframe.D1, opens, closes);
    }

    private static Bars bars(Timeframe timeframe, long[] opens, double... closes) {
        int n = closes.length;
        double[][] columns = new double[4][n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = closes[i] - 1;
            columns[1][i] = closes[i] + 1;
            columns[2][i] = closes[i] - 2;
            columns[3][i] = 1000;
        }
        return new Bars(timeframe, opens, columns[0], columns[1], columns[2], closes, columns[3]);
    }
}
