package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.CollectedCandles.Candle;
import dev.quarry.marketdata.file.columns.ColumnMapping;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrow and Parquet files as pandas, pyarrow, polars, fastparquet and DuckDB write them. All hold 40 hours (or days) from
 * 2024-01-02: open 100 + i/2, high, low and close 1.25, -1 and 0.25 from it, volume 10 + i.
 */
class BinaryTablesTest {

    private final CollectedCandles sink = new CollectedCandles();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pandas-index.parquet",
                "pandas-index-ns-gzip.parquet",
                "pandas-named-index-zstd.parquet",
                "pandas-utc-snappy.parquet",
                "pandas-newyork.parquet",
                "pandas-epoch-ms.parquet",
                "pyarrow-s.parquet",
                "pyarrow-ms.parquet",
                "pyarrow-us.parquet",
                "pyarrow-ns.parquet",
                "pyarrow-plain-v2.parquet",
                "pyarrow-delta.parquet",
                "pyarrow-int96.parquet",
                "pyarrow-groups.parquet",
                "pyarrow-float32.parquet",
                "pyarrow-text-nested.parquet",
                "pyarrow-decimal.parquet",
                "polars-zstd.parquet",
                "polars-snappy.parquet",
                "polars-gzip.parquet",
                "polars-lz4.parquet",
                "polars-uncompressed.parquet",
                "polars-ints.parquet",
                "duckdb.parquet",
                "fastparquet.parquet",
                "pandas-lz4.feather",
                "pandas-zstd.feather",
                "pandas-plain.feather",
                "pandas-newyork.feather",
                "polars.arrow",
                "polars-lz4.arrow",
                "polars-zstd.arrow",
                "polars-stream.arrows",
                "pyarrow-stream.arrows",
                "pyarrow-text-dictionary.feather",
                "pyarrow-float32.feather",
                "pyarrow-s.feather",
                "pyarrow-ms.feather",
                "pyarrow-us.feather",
                "pyarrow-ns.feather"
            })
    void bars_of_hours_are_read_whoever_wrote_them(String name) throws IOException {
        read(bytes(name));

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(sink.inOrder().get(i)).isEqualTo(bar(3600L * i, i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pyarrow-days.parquet", "pyarrow-days.feather"})
    void dates_are_days(String name) throws IOException {
        read(bytes(name));

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).hasSize(40).contains(bar(0, 0), bar(86_400L * 39, 39));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pyarrow-nulls.parquet", "pyarrow-nulls.feather"})
    void a_value_that_is_not_there_is_missed_in_its_row_only(String name) throws IOException {
        read(bytes(name));

        assertThat(sink.refused).hasSize(6).first().asString().startsWith("4: has no volume");
        assertThat(sink.inOrder()).hasSize(34).contains(bar(0, 0), bar(3600L * 39, 39));
    }

    @Test
    void blocks_that_refer_to_those_before_them_are_unpacked() throws IOException {
        read(bytes("pyarrow-linked-lz4.feather"));

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).hasSize(12_000).contains(bar(3600L * 11_999, 39), bar(3600L * 9_000, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pandas-utc-snappy.parquet", "pandas-lz4.feather", "polars-stream.arrows"})
    void a_table_is_copied_once_for_the_first_look_and_the_reading(String name) throws IOException {
        byte[] file = bytes(name);
        AtomicLong bytesRead = new AtomicLong();

        new CandleFileReader(ReadingOptions.NONE, 1 << 20)
                .read(
                        () -> new ByteArrayInputStream(file) {
                            @Override
                            public synchronized int read(byte[] buffer, int offset, int length) {
                                int read = super.read(buffer, offset, length);
                                bytesRead.addAndGet(Math.max(0, read));
                                return read;
                            }
                        },
                        sink);

        assertThat(sink.inOrder()).hasSize(40);
        assertThat(bytesRead.get()).isBetween((long) file.length, file.length + 100L);
    }

    @Test
    void what_cannot_be_unpacked_is_named() {
        assertThatThrownBy(() -> read(bytes("pyarrow-brotli.parquet")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("BROTLI")
                .hasMessageContaining("snappy");
        assertThatThrownBy(() -> read(bytes("v1.feather"))).hasMessageContaining("version 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pandas-utc-snappy.parquet",
                "pyarrow-delta.parquet",
                "polars-zstd.parquet",
                "pyarrow-groups.parquet",
                "pandas-lz4.feather",
                "polars-stream.arrows",
                "pyarrow-text-dictionary.feather"
            })
    void a_damaged_file_is_read_or_refused_in_words(String name) throws IOException {
        byte[] whole = bytes(name);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged =
                    java.util.Arrays.copyOf(whole, i % 3 == 0 ? 9 + random.nextInt(whole.length - 9) : whole.length);
            for (int j = 0; j < 4; j++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> {
                        try {
                            read(damaged);
                        } catch (UnreadableFileException e) {
                            assertThat(e.getMessage()).isNotBlank();
                        }
                    })
                    .as("%s, %d", name, i)
                    .doesNotThrowAnyException();
        }
    }

    private static Candle bar(long seconds, int i) {
        double open = 100 + i * 0.5;
        return Candle.at(
                Instant.parse("2024-01-02T00:00:00Z").plusSeconds(seconds).toString(),
                open,
                open + 1.25,
                open - 1,
                open + 0.25,
                10 + i);
    }

    private void read(byte[] file) throws IOException {
        new CandleFileReader(ReadingOptions.NONE, 1 << 24).read(() -> new ByteArrayInputStream(file), sink);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = BinaryTablesTest.class.getResourceAsStream("/prices/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_symbol_column_of_text_names_the_market() throws IOException {
        ReadingOptions options = new ReadingOptions(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                false,
                ColumnMapping.NONE,
                Optional.of("symbol"));
        byte[] file = bytes("pyarrow-text-dictionary.feather");
        new CandleFileReader(options, 1 << 24).read(() -> new ByteArrayInputStream(file), new MarketSinks() {
            @Override
            public CollectedCandles file() {
                return sink;
            }

            @Override
            public CollectedCandles of(String name) {
                assertThat(name).isEqualTo("BTC/USD");
                return sink;
            }
        });

        assertThat(sink.candles).hasSize(40);
    }
}
