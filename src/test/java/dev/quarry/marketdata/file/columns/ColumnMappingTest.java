package dev.quarry.marketdata.file.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.CollectedCandles.Candle;
import dev.quarry.marketdata.file.CandleFileReader;
import dev.quarry.marketdata.file.ReadingOptions;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnMappingTest {

    private static final Candle FIRST = Candle.at("2024-01-02T00:00:00Z", 100, 110.5, 90.25, 105, 3500);

    private final CollectedCandles sink = new CollectedCandles();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    time:when,open:a,high:b,low:c,close:d,volume:e | when,a,b,c,d,e
                    time:1,open:2,high:3,low:4,close:5,volume:6    | q,w,e,r,t,z
                    OPEN : a, Close:My: Close | when,a,high,low,My: Close,volume
                    open:a,close:Last, adjusted | date;a;high;low;Last, adjusted;volume
                    close:last                | date,open,high,low,last,volume
                    time:1,open:2,high:3,low:4,close:5,volume:6 |
                    """)
    void columns_are_those_that_the_request_names(String mapping, String header) throws IOException {
        char delimiter = header != null && header.contains(";") ? ';' : ',';
        String row = "2024-01-02,100,110.5,90.25,105,3500\n2024-01-03,105,115,95,100,2000\n";
        read(mapping, (header == null ? "" : header + "\n") + row.replace(',', delimiter));

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).contains(FIRST).hasSize(2);
    }

    @Test
    void a_column_that_is_named_goes_before_the_one_that_its_name_tells() throws IOException {
        read("close:Adj Close", "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,100,110.5,90.25,99,105,3500\n");

        assertThat(sink.inOrder()).containsExactly(FIRST);
    }

    @Test
    void a_name_that_the_file_has_not_is_refused_with_those_that_it_has() {
        assertThatThrownBy(() -> read("close:Klose", "Date,Open,High,Low,Close,Volume\n2024-01-02,1,1,1,1,1\n"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "The file has no column \"Klose\", which close of columns names; it has: Date, Open, High, Low,"
                                + " Close, Volume.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Date", "time:", "colour:red", "time:a,time:b", "open:,high:b"})
    void a_text_that_is_no_mapping_is_refused(String text) {
        assertThatThrownBy(() -> ColumnMapping.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private void read(String mapping, String text) throws IOException {
        ReadingOptions options = new ReadingOptions(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                false,
                ColumnMapping.parse(mapping),
                Optional.empty());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        new CandleFileReader(options, 1 << 20).read(() -> new ByteArrayInputStream(bytes), sink);
    }
}
