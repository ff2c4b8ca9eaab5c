package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CandlePagesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Bars SAMPLE = SamplePrices.load();
    private static final long EVER = 253_402_214_400_000L;
    private static CandlePages pages;

    @BeforeAll
    static void the_sample_is_stored() throws IOException {
        new Ingestion(DATABASE, null)
                .handler.run(
                        new IngestionRequest("sample", "BTC/USD", "30m", null, null, null, null, null, null),
                        new RecordedJob(1));
        pages = new CandlePages(
                new SeriesStore(DATABASE.database()),
                new CandleStore(DATABASE.database()),
                new ViewedPrices(DATABASE.database()));
    }

    @Test
    void pages_in_a_row_are_the_series() {
        assertThat(opens(SamplePrices.SERIES, 1000)).containsExactly(boxed(SAMPLE.openTime()));
    }

    @Test
    void pages_of_a_longer_timeframe_are_the_series_resampled_as_a_whole() {
        for (Timeframe timeframe : List.of(Timeframe.H1, Timeframe.H4, Timeframe.D1, Timeframe.W1)) {
            Bars whole = Resampling.of(SAMPLE, timeframe);
            Series longer = new Series("sample", "BTC/USD", timeframe);

            assertThat(opens(longer, 7)).containsExactly(boxed(whole.openTime()));
            Bars page = pages.read(longer, whole.openTime()[3], EVER, 5)
                    .orElseThrow()
                    .bars();
            assertThat(page.volume()).containsExactly(whole.slice(3, 8).volume());
            assertThat(page.close()).containsExactly(whole.slice(3, 8).close());
        }
    }

    @Test
    void made_bars_tell_how_far_they_are_covered_whatever_the_page_and_stored_ones_do_not() {
        Series days = new Series("sample", "BTC/USD", Timeframe.D1);
        CandlePages.Page whole = pages.read(days, 0, EVER, 1000).orElseThrow();
        int n = whole.bars().size();

        assertThat(whole.coverage().complete()).hasSize(n);
        assertThat(whole.coverage().covered()[1]).isEqualTo(1);
        assertThat(whole.coverage().covered()[n - 1]).isEqualTo(39.0 / 48);
        assertThat(whole.coverage().complete()[n - 1]).isFalse();
        for (int i = 0; i < n; i += 7) {
            CandlePages.Page one =
                    pages.read(days, whole.bars().openTime()[i], EVER, 1).orElseThrow();
            assertThat(one.coverage().complete()[0]).isEqualTo(whole.coverage().complete()[i]);
        }
        assertThat(pages.read(SamplePrices.SERIES, 0, EVER, 10).orElseThrow().coverage())
                .isNull();
    }

    @Test
    void a_range_has_both_its_ends() {
        CandlePages.Page page = pages.read(SamplePrices.SERIES, SAMPLE.openTime()[10], SAMPLE.openTime()[12], 1000)
                .orElseThrow();

        assertThat(page.bars().openTime()).containsExactly(SAMPLE.slice(10, 13).openTime());
        assertThat(page.next()).isEmpty();
    }

    @Test
    void what_is_neither_stored_nor_can_be_made_is_not_there() {
        assertThat(pages.read(new Series("sample", "BTC/USD", Timeframe.M15), 0, EVER, 10))
                .isEmpty();
        assertThat(pages.read(new Series("sample", "ETH/USD", Timeframe.M30), 0, EVER, 10))
                .isEmpty();
    }

    @Test
    void more_bars_than_can_be_held_at_once_are_refused_by_name_and_as_many_as_can_are_read() {
        long id = pages.read(SamplePrices.SERIES, 0, EVER, 1).orElseThrow().seriesId();
        CandleStore small = new CandleStore(DATABASE.database(), WorkCounter.NONE, 50);
        long from = SAMPLE.openTime()[0];

        for (AsOf when : List.of(AsOf.NOW, AsOf.of(OffsetDateTime.now().plusDays(1)))) {
            assertThat(small.load(id, Timeframe.M30, from, SAMPLE.openTime()[49], when)
                            .size())
                    .isEqualTo(50);
            assertThatThrownBy(() -> small.load(id, Timeframe.M30, from, SAMPLE.openTime()[50], when))
                    .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations())
                            .singleElement()
                            .isEqualTo(new Violation(
                                    "start_ts",
                                    "is too far from end_ts: more than 50 bars are stored between them. Choose a later"
                                            + " start, or a longer timeframe")));
        }
    }

    private static List<Long> opens(Series series, int pageSize) {
        List<Long> opens = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            CandlePages.Page page =
                    pages.read(series, next.getAsLong(), EVER, pageSize).orElseThrow();
            for (long open : page.bars().openTime()) {
                opens.add(open);
            }
            next = page.next();
        }
        return opens;
    }

    private static Long[] boxed(long[] values) {
        return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
    }
}
