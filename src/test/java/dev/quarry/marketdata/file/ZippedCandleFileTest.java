package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZippedCandleFileTest {

    private static final String KLINE = "1704067200000,100,110,90,105,3.5,1704068999999,350,9,1,100,0\n";

    private final CollectedCandles sink = new CollectedCandles();

    @Test
    void the_one_file_is_read_whatever_its_name() throws IOException {
        byte[] zip = zip("../../etc/passwd", KLINE, "__MACOSX/._passwd", "attributes", "empty/", "");

        assertThat(read(zip)).isEqualTo(CandleFormat.BINANCE);
        assertThat(sink.candles).hasSize(1);
    }

    @Test
    void of_two_files_none_is_taken_for_the_right_one() throws IOException {
        byte[] zip = zip("january.csv", KLINE, "february.csv", KLINE);

        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The zip holds more than one file");
    }

    @Test
    void a_zip_without_a_file_is_refused() throws IOException {
        byte[] zip = zip("empty/", "");

        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("The zip holds no file.");
    }

    @Test
    void a_small_zip_that_unpacks_to_a_huge_text_is_stopped_at_the_limit() throws IOException {
        byte[] zip = zip("bomb.csv", KLINE.repeat(200_000));

        assertThat(zip.length).isLessThan(100_000);
        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("more than 1,000,000 bytes");
        assertThat(sink.candles).hasSizeLessThan(20_000);
    }

    @Test
    void what_does_not_count_as_a_file_is_never_unpacked() throws IOException {
        byte[] zip = zip("__MACOSX/._bomb", "0".repeat(2 << 20), "prices.csv", KLINE);

        read(zip);

        assertThat(sink.candles).hasSize(1);
    }

    @Test
    void a_file_whose_checksum_is_another_is_refused() throws IOException {
        byte[] zip = zip("prices.csv", KLINE);
        int directory = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        zip[directory + 16] ^= 1;

        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_damaged_zip_is_refused_in_words() throws IOException {
        byte[] zip = zip("prices.csv", KLINE.repeat(1000));
        for (int i = 60; i < 120; i++) {
            zip[i] ^= 0x55;
        }

        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_zip_of_many_small_tables_that_are_huge_together_is_refused_before_one_is_read() throws IOException {
        byte[] zip = bomb(200, 100_000);

        assertThat(zip.length).isLessThan(100_000);
        assertThatThrownBy(() -> readEach(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("more than 1,000,000 bytes once they are unpacked");
        assertThat(sink.candles).isEmpty();
    }

    @Test
    void a_zip_of_more_tables_than_an_import_takes_is_refused() throws IOException {
        assertThatThrownBy(() -> readEach(bomb(10_001, 1)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("holds 10,001 tables");
    }

    @Test
    void a_table_that_is_longer_than_the_directory_says_is_not_read_on() throws IOException {
        byte[] zip = zip("a.csv", KLINE.repeat(3_000));
        int directory = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, KLINE.length());

        assertThatThrownBy(() -> readEach(zip))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("damaged");
        assertThat(sink.candles).hasSizeLessThan(2);
    }

    /** Tables of zeros behind a bar. */
    private static byte[] bomb(int tables, int bytes) throws IOException {
        String[] all = new String[tables * 2];
        for (int i = 0; i < tables; i++) {
            all[2 * i] = "t" + i + ".csv";
            all[2 * i + 1] = KLINE + "0".repeat(bytes);
        }
        return zip(all);
    }

    private void readEach(byte[] file) throws IOException {
        new CandleFileReader(ReadingOptions.NONE, 1_000_000)
                .readEach(() -> new ByteArrayInputStream(file), names -> names.stream()
                        .<CandleFileReader.Entry>map(Each::new)
                        .toList());
    }

    private final class Each implements CandleFileReader.Entry {

        private final String name;

        Each(String name) {
            this.name = name;
        }

        @Override
        public ReadingOptions options() {
            return ReadingOptions.NONE.ofEntry(name);
        }

        @Override
        public MarketSinks sinks() {
            return new OneMarket(sink);
        }

        @Override
        public void unreadable(UnreadableFileException why) {
            throw why;
        }
    }

    private CandleFormat read(byte[] file) throws IOException {
        return new CandleFileReader(ReadingOptions.NONE, 1_000_000).read(() -> new ByteArrayInputStream(file), sink);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toByteArray();
    }
}
