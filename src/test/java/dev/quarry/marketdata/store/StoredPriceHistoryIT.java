package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredPriceHistoryIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series SERIES = new Series("file", "BTC/USD", Timeframe.M30);
    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final OffsetDateTime FIRST = OffsetDateTime.parse("2024-01-01T00:00:00Z");
    private static final OffsetDateTime NINTH = FIRST.plusHours(4);
    private static final OffsetDateTime NEVER = OffsetDateTime.parse("+99999-01-01T00:00:00Z");

    private final SeriesStore series = new SeriesStore(DATABASE.database());
    private final CandleStore candles = new CandleStore(DATABASE.database());
    private final StoredPriceHistory history = node();

    @BeforeEach
    void ten_bars() {
        DATABASE.empty("series", "candle", "candle_staging", "candle_batch");
        write(batch -> {
            for (int i = 0; i < 10; i++) {
                batch.add(i, START + i * 1_800_000L, 100 + i, 110 + i, 90 + i, 105 + i, 0.1 * i);
            }
        });
    }

    @Test
    void a_range_has_both_its_ends() {
        Prices prices = history.load(SERIES, FIRST.plusMinutes(30), NINTH);

        assertThat(prices.bars().open()).containsExactly(101, 102, 103, 104, 105, 106, 107, 108);
        assertThat(prices.bars().openTime()[0]).isEqualTo(START + 1_800_000);
        assertThat(prices.bars().volume()[2]).isEqualTo(0.1 * 3);
        assertThat(prices.bars().timeframe()).isEqualTo(Timeframe.M30);
    }

    @Test
    void all_of_time_is_a_range_too() {
        assertThat(history.load(SERIES, OffsetDateTime.MIN.plusDays(1), NEVER)
                        .bars()
                        .size())
                .isEqualTo(10);
    }

    @Test
    void what_is_not_there_is_empty_and_equal_to_any_other_nothing() {
        Prices unknown = history.load(new Series("file", "btc/usd", Timeframe.M30), FIRST, NINTH);
        Prices later = history.load(SERIES, FIRST.plusYears(1), NEVER);

        assertThat(unknown.bars().size()).isZero();
        assertThat(later.bars().size()).isZero();
        assertThat(unknown.digest()).hasSize(16).isEqualTo(later.digest());
    }

    @Test
    void the_second_look_is_answered_from_memory() {
        Prices first = history.load(SERIES, FIRST, NINTH);

        assertThat(history.load(SERIES, FIRST, NINTH)).isSameAs(first);
    }

    @Test
    void a_change_is_seen_on_every_node_and_changes_the_digest() {
        StoredPriceHistory otherNode = node();
        Prices before = history.load(SERIES, FIRST, NINTH);
        otherNode.load(SERIES, FIRST, NINTH);

        write(batch -> batch.add(1, START, 100, 110, 90, 106, 0));

        Prices after = history.load(SERIES, FIRST, NINTH);
        assertThat(after.bars().close()[0]).isEqualTo(106);
        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(otherNode.load(SERIES, FIRST, NINTH).digest()).isEqualTo(after.digest());
    }

    @Test
    void the_digest_is_of_the_bars_in_the_range_and_of_nothing_else() {
        String before = history.load(SERIES, FIRST, NINTH).digest();

        write(batch -> batch.add(1, START + 100 * 1_800_000L, 100, 110, 90, 106, 0));

        assertThat(history.load(SERIES, FIRST, NINTH).digest()).isEqualTo(before);
    }

    @Test
    void a_longer_timeframe_is_made_of_what_is_stored_and_says_so() {
        Prices hours = history.load(new Series("file", "BTC/USD", Timeframe.H1), FIRST, NEVER);

        assertThat(hours.bars().openTime()).hasSize(5).startsWith(START, START + 3_600_000);
        assertThat(hours.bars().open()).containsExactly(100, 102, 104, 106, 108);
        assertThat(hours.bars().close()).containsExactly(106, 108, 110, 112, 114);
        assertThat(hours.madeOf()).isEqualTo(Timeframe.M30);
        assertThat(hours.leftOut()).isZero();
        assertThat(hours.digest()).matches("[0-9a-f]{16}@30m");
        assertThat(hours.origin()).contains("No bars of 1h are stored", "5 were made of the stored bars of 30m");
    }

    @Test
    void bars_that_are_not_complete_are_left_out() {
        Prices fours = history.load(new Series("file", "BTC/USD", Timeframe.H4), FIRST, NEVER);
        Prices days = history.load(new Series("file", "BTC/USD", Timeframe.D1), FIRST, NEVER);

        assertThat(fours.bars().openTime()).containsExactly(START);
        assertThat(fours.leftOut()).isEqualTo(1);
        assertThat(days.bars().size()).isZero();
        assertThat(days.origin()).contains("0 were made", "1 left out because bars of 30m are missing");
    }

    @Test
    void a_timeframe_that_is_stored_is_not_made() {
        assertThat(history.load(SERIES, FIRST, NEVER).madeOf()).isNull();
        assertThat(history.load(new Series("file", "BTC/USD", Timeframe.M15), FIRST, NEVER)
                        .bars()
                        .size())
                .isZero();
    }

    private StoredPriceHistory node() {
        return new StoredPriceHistory(series, candles, new PriceCache(1 << 20), new ViewedPrices(DATABASE.database()));
    }

    private void write(Consumer<CandleBatch> bars) {
        try (CandleBatch batch = new CandleStaging(DATABASE.database(), Thread::new).open(1)) {
            bars.accept(batch);
            batch.flush();
            DATABASE.transactions().runInNew(() -> {
                StoredSeries stored = series.lock(SERIES);
                SeriesChange change = series.beginChange(stored.id());
                MergeCounts counts = candles.merge(batch, change, batch.firstOpen(), batch.lastOpen() + 1);
                series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen());
            });
        }
    }
}
