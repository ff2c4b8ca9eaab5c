package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.http.RevisionsResource;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesAsOfIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long STEP = Timeframe.M30.millis();
    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final OffsetDateTime EVER_BEFORE = OffsetDateTime.parse("0001-01-01T00:00:00Z");
    private static final OffsetDateTime EVER_AFTER = OffsetDateTime.parse("9999-01-01T00:00:00Z");

    private final Series halfHours = new Series("file", "BTC/USD", Timeframe.M30);
    private final SeriesStore series = new SeriesStore(DATABASE.database());
    private final CandleStore candles = new CandleStore(DATABASE.database());
    private final StoredPriceHistory history =
            new StoredPriceHistory(series, candles, new PriceCache(1 << 20), new ViewedPrices(DATABASE.database()));

    @BeforeEach
    void nothing_is_stored() {
        DATABASE.empty(
                "series",
                "candle",
                "candle_staging",
                "candle_batch",
                "candle_revision",
                "candle_addition",
                "price_event");
    }

    @Test
    void a_bar_that_was_replaced_is_as_of_before_what_it_was() {
        merge(batch -> batch.add(1, START, 10, 12, 9, 11, 1));
        Prices first = load();
        merge(batch -> batch.add(1, START, 10, 13, 9, 12, 2));
        Prices second = load();
        merge(batch -> batch.add(1, START, 10, 13, 9, 12, 2));

        assertThat(as(first).bars().close()).containsExactly(11);
        assertThat(as(first).digest()).isEqualTo(first.digest()).isNotEqualTo(second.digest());
        assertThat(as(second).digest()).isEqualTo(second.digest());
        assertThat(series.find(halfHours).orElseThrow().revisions()).isEqualTo(1);
        assertThat(count("candle_revision")).isEqualTo(1);
    }

    @Test
    void revisions_are_listed_with_what_they_were_and_became() {
        merge(batch -> batch.add(1, START, 10, 12, 9, 11, 1));
        append(1);
        merge(batch -> batch.add(1, START, 10, 13, 9, 12, 2));
        merge(batch -> {
            batch.add(1, START, 10, 14, 9, 13, 3);
            batch.add(2, START + STEP, 20, 22, 19, 21, 1);
        });
        RevisionsResource route = new RevisionsResource(series, new RevisionStore(DATABASE.database()));

        RevisionsResource.RevisionsView first = route.list("file", "BTC/USD", "30m", null, null, "2", null);
        RevisionsResource.RevisionsView second =
                route.list("file", "BTC/USD", "30m", null, null, "2", first.nextCursor());

        assertThat(first.revisions())
                .extracting(one -> one.ts().toInstant().toEpochMilli() - START + ": "
                        + one.before().close() + " "
                        + one.before().volume() + " to " + one.after().close() + " "
                        + one.after().volume())
                .containsExactly("0: 11.0 1.0 to 12.0 2.0", "0: 12.0 2.0 to 13.0 3.0");
        assertThat(first.revisions().get(0).replacedAt())
                .isBefore(first.revisions().get(1).replacedAt());
        assertThat(second.revisions()).hasSize(1).allMatch(one -> one.after().close() == 21);
        assertThat(second.nextCursor()).isNull();
        assertThat(route.list("file", "BTC/USD", "30m", "2024-01-01T00:30:00Z", null, null, null)
                        .revisions())
                .hasSize(1);
        assertThatThrownBy(() -> route.list("file", "BTC/USD", "30m", null, null, null, "7"))
                .hasMessageContaining("cursor must be the next_cursor");
        assertThatThrownBy(() -> route.list("file", "X", "30m", null, null, null, null))
                .hasMessageContaining("No bars of file X 30m");
    }

    @Test
    void dividends_are_computed_from_the_closes_of_then() {
        append(0, 1, 2, 3);
        String exDate = Instant.ofEpochMilli(START + 2 * STEP).toString();
        DATABASE.database()
                .update("insert into price_event values ('file', 'BTC/USD', '" + exDate + "', 'dividend', 1)");
        PriceView view = new PriceView(Adjust.TOTAL_RETURN, FundingSource.CONSTANT);
        Prices first = history.load(halfHours, EVER_BEFORE, EVER_AFTER, view);
        merge(batch -> batch.add(1, START + STEP, 10, 20, 9, 18, 1));
        Prices second = history.load(halfHours, EVER_BEFORE, EVER_AFTER, view);

        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(history.asOf(first.asOf())
                        .load(halfHours, EVER_BEFORE, EVER_AFTER, view)
                        .digest())
                .isEqualTo(first.digest());
    }

    @Test
    void bars_that_came_later_were_not_there_wherever_they_came_in() {
        append(0, 2, 4);
        Prices first = load();
        merge(batch -> List.of(1, 3, 5, 6).forEach(i -> batch.add(i, START + i * STEP, 10, 12, 9, 11, 1)));
        Prices second = load();

        assertThat(as(first).bars().openTime()).containsExactly(START, START + 2 * STEP, START + 4 * STEP);
        assertThat(as(second).bars().size()).isEqualTo(7);
        assertThat(history.asOf(first.asOf().minusNanos(1_000_000))
                        .load(halfHours, EVER_BEFORE, EVER_AFTER)
                        .bars()
                        .size())
                .isZero();
        assertThat(count("candle_addition")).isEqualTo(4);
    }

    @Test
    void an_import_of_any_length_notes_its_bars_in_one_row() {
        append(java.util.stream.IntStream.range(0, 5000).toArray());

        assertThat(count("candle_addition")).isEqualTo(1);
        assertThat(count("candle_revision")).isZero();
    }

    @Test
    void bars_of_before_such_times_were_kept_were_always_there() {
        append(0, 1, 2);
        DATABASE.database().update("delete from candle_addition");
        DATABASE.database().update("update series set changed_at = null");

        assertThat(load().asOf()).isNull();
        assertThat(history.asOf(OffsetDateTime.parse("2020-01-01T00:00:00Z"))
                        .load(halfHours, EVER_BEFORE, EVER_AFTER)
                        .bars()
                        .size())
                .isEqualTo(3);
    }

    @Test
    void longer_bars_are_made_of_the_short_ones_of_then() {
        append(0, 1, 2, 3);
        Series hours = new Series("file", "BTC/USD", Timeframe.H1);
        Prices first = history.load(hours, EVER_BEFORE, EVER_AFTER);
        merge(batch -> batch.add(1, START + STEP, 10, 20, 9, 11, 1));
        merge(hours, batch -> batch.add(1, START, 1, 1, 1, 1, 1));

        Prices then = history.asOf(first.asOf()).load(hours, EVER_BEFORE, EVER_AFTER);

        assertThat(then.digest()).isEqualTo(first.digest()).endsWith("@30m");
        assertThat(history.load(hours, EVER_BEFORE, EVER_AFTER).madeOf()).isNull();
        assertThat(new CandlePages(series, candles, new ViewedPrices(DATABASE.database()))
                        .read(hours, 0, Long.MAX_VALUE / 1_000_000, 10, Adjust.NONE, AsOf.of(first.asOf()))
                        .orElseThrow()
                        .bars()
                        .high())
                .containsExactly(first.bars().high());
    }

    @Test
    void a_deleted_series_leaves_nothing() {
        append(0, 1);
        merge(batch -> batch.add(1, START, 10, 13, 9, 12, 2));

        DATABASE.transactions()
                .runInNew(() -> series.delete(series.lock(halfHours).id()));

        assertThat(count("candle_revision") + count("candle_addition") + count("candle"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_is_written_every_state_that_was_read_can_be_read_again(long seed) {
        Random random = new Random(seed);
        Map<OffsetDateTime, String> seen = new LinkedHashMap<>();
        List<OffsetDateTime> times = new ArrayList<>();
        int end = 0;
        for (int write = 0; write < 25; write++) {
            if (random.nextInt(3) == 0) {
                int[] next = random.ints(1 + random.nextInt(20), end, end + 40)
                        .sorted()
                        .distinct()
                        .toArray();
                append(next);
                end = next[next.length - 1] + 1;
            } else {
                int reach = end + random.nextInt(10) + 1;
                merge(batch -> random.ints(1 + random.nextInt(30), 0, reach)
                        .forEach(i -> batch.add(i, START + i * STEP, 10, 12, 9, 10 + random.nextInt(3), 1)));
                end = Math.max(end, reach);
            }
            Prices now = load();
            seen.put(now.asOf(), now.digest());
            times.add(now.asOf());
        }

        assertThat(times).isSorted();
        seen.forEach((time, digest) -> assertThat(history.asOf(time)
                        .load(halfHours, EVER_BEFORE, EVER_AFTER)
                        .digest())
                .isEqualTo(digest));
    }

    private Prices load() {
        return history.load(halfHours, EVER_BEFORE, EVER_AFTER);
    }

    private Prices as(Prices then) {
        return history.asOf(then.asOf()).load(halfHours, EVER_BEFORE, EVER_AFTER);
    }

    private static long count(String table) {
        return DATABASE.database()
                .first("select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow();
    }

    private void append(int... bars) {
        var appends =
                new CandleAppends(DATABASE.database(), DATABASE.transactions(), Thread::new, series, WorkCounter.NONE);
        try (CandleAppend append = appends.begin(halfHours)) {
            for (int bar : bars) {
                append.add(bar, START + bar * STEP, 10, 12, 9, 11, 1);
            }
            append.store(stored -> stored);
        }
    }

    private void merge(Consumer<CandleBatch> bars) {
        merge(halfHours, bars);
    }

    private void merge(Series into, Consumer<CandleBatch> bars) {
        try (CandleBatch batch = new CandleStaging(DATABASE.database(), Thread::new).open(1)) {
            bars.accept(batch);
            batch.flush();
            DATABASE.transactions().runInNew(() -> {
                StoredSeries stored = series.lock(into);
                SeriesChange change = series.beginChange(stored.id());
                MergeCounts counts = candles.merge(batch, change, batch.firstOpen(), batch.lastOpen() + 1);
                if (counts.changedAnything()) {
                    series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen());
                }
            });
        }
    }
}
