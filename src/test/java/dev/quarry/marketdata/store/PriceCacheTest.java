package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.PriceCache.Key;
import dev.quarry.series.Timeframe;
import org.junit.jupiter.api.Test;

class PriceCacheTest {

    private static final int BYTES_A_BAR = 48;

    private final PriceCache cache = new PriceCache(100 * BYTES_A_BAR);

    @Test
    void what_was_read_longest_ago_goes_first() {
        Key first = new Key(1, 1, 0, 9);
        Key second = new Key(2, 1, 0, 9);
        cache.put(first, bars(40));
        cache.put(second, bars(40));
        cache.get(first);

        cache.put(new Key(3, 1, 0, 9), bars(40));

        assertThat(cache.get(first)).isPresent();
        assertThat(cache.get(second)).isEmpty();
        assertThat(cache.bytes()).isEqualTo(80 * BYTES_A_BAR);
    }

    @Test
    void a_newer_version_of_a_series_drops_the_older_ones() {
        cache.put(new Key(1, 1, 0, 9), bars(10));
        cache.put(new Key(1, 1, 0, 5), bars(5));
        cache.put(new Key(2, 1, 0, 9), bars(3));

        cache.put(new Key(1, 2, 0, 9), bars(11));

        assertThat(cache.get(new Key(1, 1, 0, 9))).isEmpty();
        assertThat(cache.get(new Key(2, 1, 0, 9))).isPresent();
        assertThat(cache.bytes()).isEqualTo(14 * BYTES_A_BAR);
    }

    @Test
    void what_is_larger_than_the_whole_cache_is_not_kept_and_drives_nothing_out() {
        cache.put(new Key(1, 1, 0, 9), bars(10));

        cache.put(new Key(2, 1, 0, 9), bars(101));

        assertThat(cache.get(new Key(2, 1, 0, 9))).isEmpty();
        assertThat(cache.get(new Key(1, 1, 0, 9))).isPresent();
    }

    @Test
    void the_same_range_read_twice_counts_once() {
        cache.put(new Key(1, 1, 0, 9), bars(10));
        cache.put(new Key(1, 1, 0, 9), bars(10));

        assertThat(cache.bytes()).isEqualTo(10 * BYTES_A_BAR);
    }

    private static Prices bars(int count) {
        CandleColumns columns = new CandleColumns();
        for (int i = 0; i < count; i++) {
            columns.add(i, 1, 1, 1, 1, 1);
        }
        return new Prices(new Series("x", "A", Timeframe.M30), columns.toBars(Timeframe.M30), "");
    }
}
