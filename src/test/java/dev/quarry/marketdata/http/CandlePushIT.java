package dev.quarry.marketdata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.push.PushResult;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bars in the body of a request, from its bytes into their series. */
class CandlePushIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Series MINE = new Series("mine", "BTC/USD", Timeframe.H1);
    private static final long FIRST = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    private final SeriesStore series = new SeriesStore(DATABASE.database());
    private final CandleStore candles = new CandleStore(DATABASE.database());
    private final KnownRangeStore known = new KnownRangeStore(DATABASE.database());
    private final PushedText push = new PushedText(DATABASE);

    @BeforeEach
    void nothing_is_stored() {
        DATABASE.empty("series", "candle", "candle_batch", "candle_staging");
    }

    @Test
    void bars_that_continue_a_series_are_stored_and_known() {
        PushResult first = send(rows(0, 3));
        PushResult second = send(rows(3, 2));

        assertThat(first.barsAdded()).isEqualTo(3);
        assertThat(second.barsAdded()).isEqualTo(2);
        assertThat(second.bars()).isEqualTo(5);
        assertThat(second.lastTs()).isEqualTo("2024-01-01T04:00:00Z");
        assertThat(stored().close()).containsExactly(11, 12, 13, 14, 15);
        assertThat(known.missing(id(), new BarRange(FIRST, FIRST + 5 * HOUR))).isEmpty();
    }

    @Test
    void the_same_bars_again_change_nothing() {
        send(rows(0, 5));
        long version = series.find(MINE).orElseThrow().version();

        PushResult again = send(rows(0, 5));

        assertThat(again.barsUnchanged()).isEqualTo(5);
        assertThat(again.barsAdded() + again.barsReplaced()).isZero();
        assertThat(series.find(MINE).orElseThrow().version()).isEqualTo(version);
        assertThat(DATABASE.database().query("select 1 from candle_batch", row -> 1))
                .isEmpty();
    }

    @Test
    void bars_in_any_order_correct_fill_and_continue_a_series_far_apart() {
        send(rows(0, 2) + "," + rows(4, 1));

        PushResult result = send(
                rows(20_001, 1) + ",[" + FIRST + ",10,20,5,7,1]," + rows(2, 2) + "," + rows(1, 1) + "," + rows(2, 1));

        assertThat(result.barsAdded()).isEqualTo(3);
        assertThat(result.barsReplaced()).isEqualTo(1);
        assertThat(result.barsUnchanged()).isEqualTo(1);
        assertThat(result.barsDuplicate()).isEqualTo(1);
        assertThat(stored().close()).containsExactly(7, 12, 13, 14, 15, 20_012);
        assertThat(result.bars()).isEqualTo(6);
    }

    @Test
    void records_and_iso_times_are_the_same_bars() {
        send(rows(0, 2));

        PushResult again = send("""
                {"ts_ms": 1704067200000, "open": 10, "high": 20000000, "low": 5, "close": 11, "volume": 1},
                {"close": 12, "ts": "2024-01-01T02:00:00+01:00", "volume": 1, "open": 10, "high": 2e7, "low": 5.0}""");

        assertThat(again.barsUnchanged()).isEqualTo(2);
    }

    @Test
    void one_bar_that_is_none_refuses_all_and_is_named_by_its_index() {
        assertThatThrownBy(() -> send(rows(0, 1) + ",[" + (FIRST + HOUR) + ",10,9,5,7,1],[" + (FIRST + 3 * HOUR / 2)
                        + ",10,20,5,7,1],[4102444800000,10,20,5,7,1]"))
                .isInstanceOfSatisfying(InvalidInputException.class, problem -> assertThat(problem.violations())
                        .containsExactly(
                                new Violation(
                                        "bars[1]",
                                        "is no bar: the high is below another price of the bar; was 2024-01-01T01:00:00Z, 10.0,"
                                                + " 9.0, 5.0, 7.0, 1.0"),
                                new Violation(
                                        "bars[2]",
                                        "is no bar: the time is not the open of a 1h bar; was 2024-01-01T01:30:00Z, 10.0, 20.0,"
                                                + " 5.0, 7.0, 1.0"),
                                new Violation(
                                        "bars[3]",
                                        "is no bar: the bar has not ended yet; was 2100-01-01T00:00:00Z, 10.0, 20.0, 5.0, 7.0,"
                                                + " 1.0")));
        assertThat(series.find(MINE)).isEmpty();
    }

    @Test
    void what_is_wrong_with_the_form_of_a_bar_is_said_of_that_bar() {
        assertRefused("[1704067200,1,1,1,1,1]", "bars[0]", "has the time 1704067200; times are milliseconds");
        assertRefused("[1704067200000,\"1\",1,1,1,1]", "bars[0]", "must have a number as open, without quotes; was 1");
        assertRefused("[1704067200000,1,1,1,1]", "bars[0]", "has no volume; \"missing_volume\": \"zero\"");
        assertRefused("[1704067200000,1,1,1]", "bars[0]", "has no close");
        assertRefused("[1704067200000,1,1,1,1,1,1]", "bars[0]", "has 7 values");
        assertRefused("[\"yesterday\",1,1,1,1,1]", "bars[0]", "has the time yesterday, which must be an ISO-8601 time");
        assertRefused("{\"ts\":\"2024-01-01\",\"price\":1}", "bars[0]", "has price, which is unknown");
        assertRefused("{\"ts\":\"2024-01-01\",\"open\":1,\"open\":1}", "bars[0]", "has open more than once");
        assertRefused("7", "bars[0]", "must be [time, open, high, low, close, volume]");
        assertRefused("[9999999999999999999999,1,1,1,1,1]", "bars[0]", "has the time 9999999999999999999999");
        assertRefused(
                rows(0, 1) + ",[" + FIRST + ",10,20,5,7,1]",
                "bars[1]",
                "has the time of bars[0], 2024-01-01T00:00:00Z");
    }

    @Test
    void fields_of_the_body_are_checked_as_a_job_s_are() {
        assertThatThrownBy(() -> body("{\"exchange\":\"a b\",\"symbol\":\"X\",\"timeframe\":\"7m\",\"bars\":[]}"))
                .hasMessageContaining("exchange must be 1 to 64 letters")
                .hasMessageContaining("timeframe must be one of");
        assertThatThrownBy(() -> body("{\"symbol\":\"X\",\"colour\":1,\"symbol\":\"Y\",\"bars\":{}}"))
                .hasMessageContaining("colour is unknown")
                .hasMessageContaining("symbol is given more than once")
                .hasMessageContaining("bars must be a list of bars");
        assertThatThrownBy(() -> body("{\"symbol\":\"X\"}")).hasMessageContaining("bars is required");
        assertThatThrownBy(() -> body("{\"exchange\":\"sample\",\"symbol\":\"X\",\"timeframe\":\"1h\",\"bars\":[]}"))
                .hasMessageContaining("sample is reserved");
        assertThatThrownBy(() -> body("{\"symbol\":"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(400));
        assertThatThrownBy(() -> send("")).hasMessage("bars must not be empty");
    }

    @Test
    void more_bars_than_a_request_may_have_are_refused_as_soon_as_they_come() {
        String many = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> "[" + (FIRST - i * HOUR) + ",1,1,1,1,1]")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> send(many)).hasMessage("bars must be at most 100,000 a request");
    }

    @Test
    void hours_are_no_half_hours_and_another_raster_is_refused() {
        assertThatThrownBy(() -> body(
                        "{\"exchange\":\"mine\",\"symbol\":\"X\",\"timeframe\":\"30m\",\"bars\":[" + rows(0, 6) + "]}"))
                .hasMessage("bars are mostly 60 minutes (1h) apart, so they are no 30m bars");
        send(rows(0, 3));
        assertThatThrownBy(() -> send("[" + (FIRST + 10 * HOUR + HOUR / 2) + ",10,20,5,7,1]"))
                .hasMessageContaining("the time is not the open of a 1h bar");
    }

    @Test
    void a_series_that_a_job_is_writing_is_not_waited_for_long() throws InterruptedException {
        send(rows(0, 1));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread writer = new Thread(() -> DATABASE.transactions().runInNew(() -> {
            series.lock(MINE);
            locked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        writer.start();
        locked.await();
        try {
            assertThatThrownBy(() -> send(rows(1, 1)))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                            .isEqualTo(409))
                    .hasMessageContaining("mine BTC/USD 1h is being written");
        } finally {
            over.countDown();
            writer.join();
        }
    }

    @Test
    void an_arrow_table_is_the_same_bars_whoever_wrote_it() throws IOException {
        for (String name :
                List.of("pyarrow-stream.arrows", "pyarrow-us.feather", "pandas-lz4.feather", "pandas-zstd.feather")) {
            PushResult first = push.sendTable(new Series("mine", name, Timeframe.H1), table(name));
            PushResult again = push.sendTable(new Series("mine", name, Timeframe.H1), table(name));

            assertThat(first.barsAdded()).as(name).isEqualTo(40);
            assertThat(first.firstTs()).isEqualTo("2024-01-02T00:00:00Z");
            assertThat(again.barsUnchanged()).as(name).isEqualTo(40);
            assertThat(again.bars()).isEqualTo(40);
        }
        assertThat(push.sendTable(new Series("mine", "ns", Timeframe.H1), table("pyarrow-ns.feather"))
                        .barsAdded())
                .isEqualTo(40);
    }

    @Test
    void rows_of_an_arrow_table_that_are_no_bars_are_named_by_their_index() {
        assertThatThrownBy(() -> push.sendTable(MINE, table("pyarrow-nulls.feather")))
                .isInstanceOfSatisfying(InvalidInputException.class, problem -> assertThat(problem.violations())
                        .hasSize(6)
                        .startsWith(new Violation(
                                "bars[3]", "has no volume; missing_volume=zero stores such bars with volume 0")));
        assertThat(series.find(MINE)).isEmpty();
    }

    @Test
    void an_arrow_table_of_something_else_or_a_damaged_one_is_refused_in_words() throws IOException {
        assertThatThrownBy(() -> push.sendTable(MINE, table("pyarrow-text-dictionary.feather")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("columns that are none of a bar")
                .hasMessageContaining("symbol");
        assertThatThrownBy(() -> push.sendTable(MINE, "{}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("bars cannot be read: The body is no Arrow stream or file (IPC format).");
        assertThatThrownBy(() -> push.sendTable(MINE, table("duckdb.parquet"))).hasMessageContaining("is no Arrow");
        byte[] whole = table("pandas-lz4.feather");
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 4; j++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
            }
            try {
                push.sendTable(new Series("damaged", "X", Timeframe.H1), damaged);
            } catch (InvalidInputException e) {
                assertThat(e.violations()).isNotEmpty();
            }
        }
    }

    private static byte[] table(String name) throws IOException {
        try (InputStream in = CandlePushIT.class.getResourceAsStream("/prices/" + name)) {
            return in.readAllBytes();
        }
    }

    private void assertRefused(String bars, String field, String reason) {
        assertThatThrownBy(() -> send(bars)).isInstanceOfSatisfying(InvalidInputException.class, problem -> {
            assertThat(problem.violations().get(0).field()).isEqualTo(field);
            assertThat(problem.violations().get(0).reason()).startsWith(reason);
        });
        assertThat(series.find(MINE)).isEmpty();
    }

    private PushResult send(String bars) {
        return body("{\"exchange\":\"Mine\",\"bars\":[" + bars + "],\"symbol\":\"BTC/USD\",\"timeframe\":\"1h\"}");
    }

    private PushResult body(String json) {
        return push.send(json.getBytes(StandardCharsets.UTF_8));
    }

    /** So many hours from that one on, the n-th closing at 11 + n. */
    private static String rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "[" + (FIRST + i * HOUR) + ",10,2e7,5," + (11 + i) + ",1]")
                .collect(Collectors.joining(","));
    }

    private long id() {
        return series.find(MINE).orElseThrow().id();
    }

    private Bars stored() {
        return candles.load(id(), Timeframe.H1, 0, Long.MAX_VALUE / 1_000_000);
    }
}
