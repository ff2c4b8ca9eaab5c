package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.CollectedCandles;
import dev.quarry.marketdata.CollectedCandles.Candle;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CandleFilePropertiesTest {

    private static final long START = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final long HALF_HOUR = 1_800_000;

    @Property(tries = 200)
    void neither_the_order_nor_the_repetition_of_lines_matters(
            @ForAll("candles") List<Candle> candles, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (Candle candle : candles) {
            lines.addAll(Collections.nCopies(1 + random.nextInt(3), line(candle, random)));
        }
        Collections.shuffle(lines, random);

        CollectedCandles sink = read("timestamp,open,high,low,close,volume\n" + String.join("\n", lines));

        assertThat(sink.refused).isEmpty();
        assertThat(sink.inOrder()).isEqualTo(candles);
    }

    @Property(tries = 300)
    void whatever_the_bytes_are_a_file_is_read_or_refused_in_words(
            @ForAll byte[] tail, @ForAll @IntRange(max = 3) int head) throws IOException {
        String[] heads = {"", "timestamp,open,high,low,close,volume\n", "1704067200,1,2,1,2,3,4\n", "PK\u0003\u0004"};
        String text = heads[head] + new String(tail, StandardCharsets.ISO_8859_1);
        try {
            CollectedCandles sink = read(text);
            assertThat(sink.candles).allMatch(candle -> candle.line() > 0);
        } catch (UnreadableFileException e) {
            assertThat(e.getMessage()).endsWith(".");
        }
    }

    @Provide
    Arbitrary<List<Candle>> candles() {
        Arbitrary<Double> price = Arbitraries.doubles().between(1, 100_000).ofScale(2);
        Arbitrary<Integer> step = Arbitraries.integers().between(0, 1_000_000);
        return Combinators.combine(step, price, price, price, price, price)
                .as((n, a, b, c, d, v) -> new Candle(0, START + n * HALF_HOUR, a, b, c, d, v))
                .list()
                .uniqueElements(Candle::openTime)
                .ofMinSize(1)
                .ofMaxSize(50)
                .map(list -> list.stream()
                        .sorted((x, y) -> Long.compare(x.openTime(), y.openTime()))
                        .toList());
    }

    /** The same bar with its time in one of the forms that mean the same. */
    private static String line(Candle candle, Random random) {
        long millis = candle.openTime();
        String time =
                switch (random.nextInt(4)) {
                    case 0 -> Long.toString(millis / 1000);
                    case 1 -> Long.toString(millis);
                    case 2 -> Long.toString(millis * 1000);
                    default -> Instant.ofEpochMilli(millis).toString();
                };
        return "%s,%s,%s,%s,%s,%s"
                .formatted(time, candle.open(), candle.high(), candle.low(), candle.close(), candle.volume());
    }

    private static CollectedCandles read(String text) throws IOException {
        CollectedCandles sink = new CollectedCandles();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        new CandleFileReader(ReadingOptions.NONE, 1_000_000).read(() -> new ByteArrayInputStream(bytes), sink);
        return sink;
    }
}
