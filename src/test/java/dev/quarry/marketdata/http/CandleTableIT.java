package dev.quarry.marketdata.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.marketdata.store.CandlePages;
import dev.quarry.marketdata.store.StoredBars;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CandleTableIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Bars SAMPLE = SamplePrices.load();
    private static final long EVER = 253_402_214_400_000L;
    private static final int A_PAGE = 1000;
    private static CandlePages pages;

    @BeforeAll
    static void the_sample_is_stored() {
        StoredBars.write(DATABASE, SamplePrices.SERIES, SAMPLE);
        pages = StoredBars.pages(DATABASE);
    }

    private static TableAnswer table(Timeframe timeframe, Duration longest) {
        Series series = new Series(SamplePrices.SERIES.exchange(), SamplePrices.SERIES.symbol(), timeframe);
        return new CandleTable(page(series, 0), from -> page(series, from), longest)
                .answer(series, "timeframe=" + timeframe.code());
    }

    private static CandlePages.Page page(Series series, long from) {
        return pages.read(series, from, EVER, A_PAGE).orElseThrow();
    }

    @Test
    void a_table_has_every_bar_of_the_series_or_made_of_it() throws IOException {
        for (Timeframe timeframe : new Timeframe[] {Timeframe.M30, Timeframe.H4}) {
            Bars whole = timeframe == Timeframe.M30 ? SAMPLE : Resampling.of(SAMPLE, timeframe);

            ArrowRows read =
                    ArrowRows.read(WrittenTables.bytes(table(timeframe, Duration.ofMinutes(1)), ColumnFormat.ARROW));

            assertThat(read.rows()).hasSize(whole.size()).hasSizeGreaterThan(A_PAGE);
            for (int bar = 0; bar < whole.size(); bar++) {
                assertThat(read.rows().get(bar))
                        .containsEntry("timestamp", whole.openTime()[bar] * 1000)
                        .containsEntry("open", whole.open()[bar])
                        .containsEntry("close", whole.close()[bar])
                        .containsEntry("volume", whole.volume()[bar]);
            }
            assertThat(read.rows().get(0).containsKey("complete")).isEqualTo(timeframe == Timeframe.H4);
            assertThat(read.schema().getCustomMetadata())
                    .containsEntry("quarry.symbol", SamplePrices.SERIES.symbol())
                    .containsEntry("quarry.made_of", "30m");
        }
    }

    @Test
    void a_page_of_it_is_a_table_that_can_be_imported() throws IOException {
        CandlePages.Page page = pages.read(SamplePrices.SERIES, 0, EVER, 2).orElseThrow();

        String csv = new String(
                WrittenTables.bytes(
                        new CandleTable(page, null, Duration.ofMinutes(1)).answer(SamplePrices.SERIES, "limit=2"),
                        ColumnFormat.CSV),
                StandardCharsets.UTF_8);

        assertThat(csv.lines()).hasSize(3);
        assertThat(csv)
                .startsWith("timestamp,open,high,low,close,volume\n" + Instant.ofEpochMilli(SAMPLE.openTime()[0]) + ","
                        + SAMPLE.open()[0] + ",");
    }

    @Test
    void a_table_that_takes_too_long_is_given_up_with_a_sentence() throws IOException {
        String csv = new String(
                WrittenTables.bytes(table(Timeframe.M30, Duration.ofNanos(1)), ColumnFormat.CSV),
                StandardCharsets.UTF_8);

        assertThat(csv.lines()).as("the names, and why there is no more").hasSize(2);
        assertThat(csv).contains("\n\"This table is not complete: This was stopped after 0 s. Choose a shorter range");
    }
}
