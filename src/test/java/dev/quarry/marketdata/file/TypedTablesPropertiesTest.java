package dev.quarry.marketdata.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.columns.ColumnMapping;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of typed columns say the same as tables of text with the same values: bars, refusals and warnings. */
class TypedTablesPropertiesTest {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final long START = Instant.parse("2024-10-20T00:00:00Z").getEpochSecond();
    private static final long[] PER_SECOND = {1, 1000, 1_000_000, 1_000_000_000};
    private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("America/New_York"));

    @Property(tries = 400)
    void random_tables_of_any_types_say_what_their_texts_say(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] table = randomTable(random);
        Optional<String> symbols = random.nextInt(4) == 0 ? Optional.of("market") : Optional.empty();
        ReadingOptions options = new ReadingOptions(
                Optional.empty(),
                random.nextBoolean() ? Optional.empty() : Optional.of(ZONES.get(random.nextInt(ZONES.size()))),
                random.nextBoolean(),
                Optional.empty(),
                "",
                random.nextInt(4) == 0,
                ColumnMapping.NONE,
                symbols);

        assertThat(heard(table, options, 0)).isEqualTo(heard(asText(table), options, 1));
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/prices"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(parquet|feather|arrows?)"))
                    .filter(name -> !name.contains("brotli") && !name.startsWith("v1"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void tables_of_many_makers_say_what_their_texts_say(String name) throws IOException {
        byte[] table = Files.readAllBytes(Path.of("src/test/resources/prices", name));

        assertThat(heard(table, ReadingOptions.NONE, 0)).isEqualTo(heard(asText(table), ReadingOptions.NONE, 1));
    }

    /** All that a reader tells, the numbers of rows counted from the same one on. */
    private static List<String> heard(byte[] file, ReadingOptions options, long header) throws IOException {
        List<String> heard = new ArrayList<>();
        MarketSinks sinks = new MarketSinks() {
            @Override
            public CandleSink file() {
                return of("");
            }

            @Override
            public CandleSink of(String name) {
                return new CandleSink() {
                    @Override
                    public void candle(long line, long time, double o, double h, double l, double c, double volume) {
                        heard.add(String.join(" ", name, line - header + "", time + "", o + "", h + "", l + "", c + "")
                                + " " + volume);
                    }

                    @Override
                    public void noTrade(long time) {
                        heard.add(name + " no trade at " + time);
                    }

                    @Override
                    public void refused(long line, String reason) {
                        heard.add(name + " " + (line - header) + " " + reason);
                    }

                    @Override
                    public void warning(String sentence) {
                        heard.add(name
                                + LINE.matcher(sentence)
                                        .replaceAll(found -> "line " + (Long.parseLong(found.group(1)) - header)));
                    }
                };
            }
        };
        try {
            heard.add(new CandleFileReader(options, 1L << 30)
                    .read(() -> new ByteArrayInputStream(file), sinks)
                    .code());
        } catch (UnreadableFileException e) {
            heard.add(e.getMessage());
        }
        return heard;
    }

    private static byte[] asText(byte[] table) throws IOException {
        StringBuilder text = new StringBuilder();
        try (FileContent content = FileContent.of(new ByteArrayInputStream(table))) {
            Rows rows = content.rows();
            while (rows.next()) {
                text.append(fields(rows).stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",", "", "\n")));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> fields(Rows rows) {
        try {
            return rows.fields();
        } catch (BadLineException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] randomTable(Random random) throws IOException {
        int rows = 3 + random.nextInt(40);
        List<ArrowStreams.Column> columns = new ArrayList<>();
        List<ArrowStreams.Values> values = new ArrayList<>();
        BitSet nulls = new BitSet();
        boolean some = random.nextBoolean();
        Runnable rowsWithout = () -> {
            nulls.clear();
            for (int i = 0; i < rows; i++) {
                nulls.set(i, some && random.nextInt(12) == 0);
            }
        };
        rowsWithout.run();
        time(random, rows, nulls, columns, values);
        boolean volume = random.nextInt(5) > 0;
        double[][] bars = bars(random, rows);
        List<String> names = List.of("open", "high", "low", "close", "volume");
        for (int i = 0; i < (volume ? 5 : 4); i++) {
            rowsWithout.run();
            numbers(random, names.get(i), bars[i], nulls, columns, values);
        }
        rowsWithout.run();
        columns.add(ArrowStreams.Column.texts("market"));
        boolean several = random.nextInt(3) == 0;
        values.add(texts(rows, nulls, i -> several && i % 3 == 0 ? "B" : "A"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowStreams.schema(out, columns);
        ArrowStreams.batch(out, rows, values);
        ArrowStreams.end(out);
        return out.toByteArray();
    }

    private static double[][] bars(Random random, int rows) {
        double[][] bars = new double[5][rows];
        for (int i = 0; i < rows; i++) {
            double scale = Math.pow(10, random.nextInt(9) - 3);
            for (int j = 0; j < 5; j++) {
                bars[j][i] = random.nextInt(8) == 0 ? odd(random) : scale * random.nextInt(1_000_000) / 100.0;
            }
        }
        return bars;
    }

    private static double odd(Random random) {
        double[] odd = {0, -0.0, -1.5, 1e-7, 1e300, 4.9e-324, 0.1 + 0.2, 9_007_199_254_740_993.0, 1e22, Math.PI};
        return random.nextInt(4) == 0
                ? new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}[random.nextInt(3)]
                : odd[random.nextInt(odd.length)];
    }

    private static void time(
            Random random,
            int rows,
            BitSet nulls,
            List<ArrowStreams.Column> columns,
            List<ArrowStreams.Values> values) {
        long[] seconds = new long[rows];
        long step = List.of(60L, 1800L, 3600L, 86_400L).get(random.nextInt(4));
        long at = random.nextInt(6) == 0 ? -5_000_000_000L + random.nextInt(1_000_000_000) : START;
        for (int i = 0; i < rows; i++) {
            seconds[i] = at;
            at += random.nextInt(10) == 0 ? 0 : random.nextInt(20) == 0 ? -step : step;
        }
        int unit = random.nextInt(PER_SECOND.length);
        long per = PER_SECOND[unit];
        long beyond = random.nextInt(5) == 0 && per > 1 ? random.nextInt((int) per) : 0;
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                String[] zones = {null, "UTC", "Europe/Berlin", "+05:30", "America/New_York"};
                String zone = zones[random.nextInt(zones.length)];
                columns.add(ArrowStreams.Column.times("time", (short) unit, zone));
                boolean midnights = zone != null && random.nextBoolean();
                values.add(longs(
                        rows,
                        nulls,
                        i -> midnights
                                ? midnight(seconds[i], zone) * per
                                : seconds[i] * per + (i % 3 == 0 ? beyond : 0)));
            }
            case 2, 3 -> {
                columns.add(ArrowStreams.Column.longs("time"));
                values.add(longs(rows, nulls, i -> i % 7 == 6 && beyond > 0 ? 20_241_020L : seconds[i] * per + beyond));
            }
            case 4 -> {
                columns.add(ArrowStreams.Column.dates("time"));
                ByteBuffer days = buffer(rows * Integer.BYTES);
                for (long second : seconds) {
                    days.putInt((int) Math.floorDiv(second * 24, 86_400));
                }
                values.add(new ArrowStreams.Values(nulls.cardinality(), List.of(valid(rows, nulls), days.array())));
            }
            default -> {
                columns.add(ArrowStreams.Column.texts("time"));
                values.add(texts(
                        rows, nulls, i -> Instant.ofEpochSecond(seconds[i]).toString()));
            }
        }
    }

    /** When the day of that time begins where the zone is. */
    private static long midnight(long second, String zone) {
        return Instant.ofEpochSecond(second)
                .atZone(ZoneId.of(zone))
                .toLocalDate()
                .atStartOfDay(ZoneId.of(zone))
                .toEpochSecond();
    }

    private static void numbers(
            Random random,
            String name,
            double[] numbers,
            BitSet nulls,
            List<ArrowStreams.Column> columns,
            List<ArrowStreams.Values> values) {
        int rows = numbers.length;
        switch (random.nextInt(7)) {
            case 0 -> {
                columns.add(ArrowStreams.Column.floats(name));
                ByteBuffer data = buffer(rows * Float.BYTES);
                for (double number : numbers) {
                    data.putFloat((float) number);
                }
                values.add(new ArrowStreams.Values(nulls.cardinality(), List.of(valid(rows, nulls), data.array())));
            }
            case 1 -> {
                columns.add(ArrowStreams.Column.longs(name));
                values.add(longs(rows, nulls, i -> (long) numbers[i]));
            }
            case 2 -> {
                int scale = random.nextInt(12);
                columns.add(ArrowStreams.Column.decimals(name, scale));
                ByteBuffer data = buffer(rows * 16);
                for (double number : numbers) {
                    BigDecimal exact = Double.isFinite(number) && Math.abs(number) < 1e24
                            ? BigDecimal.valueOf(number)
                            : BigDecimal.TEN;
                    data.put(littleEndian(
                            exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue()));
                }
                values.add(new ArrowStreams.Values(nulls.cardinality(), List.of(valid(rows, nulls), data.array())));
            }
            case 3 -> {
                columns.add(ArrowStreams.Column.texts(name));
                boolean comma = random.nextInt(4) == 0;
                values.add(texts(rows, nulls, i -> {
                    String text = BigDecimal.valueOf(Double.isFinite(numbers[i]) ? numbers[i] : 1)
                            .toPlainString();
                    return comma ? text.replace('.', ',') : text;
                }));
            }
            default -> {
                columns.add(ArrowStreams.Column.doubles(name));
                values.add(longs(rows, nulls, i -> Double.doubleToRawLongBits(numbers[i])));
            }
        }
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[16];
        byte[] big = number.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i < big.length ? big[big.length - 1 - i] : (byte) (number.signum() < 0 ? -1 : 0);
        }
        return bytes;
    }

    private static ArrowStreams.Values longs(int rows, BitSet nulls, IntToLongFunction each) {
        ByteBuffer data = buffer(rows * Long.BYTES);
        for (int i = 0; i < rows; i++) {
            data.putLong(each.applyAsLong(i));
        }
        return new ArrowStreams.Values(nulls.cardinality(), List.of(valid(rows, nulls), data.array()));
    }

    private static ArrowStreams.Values texts(int rows, BitSet nulls, IntFunction<String> each) {
        ByteBuffer offsets = buffer((rows + 1) * Integer.BYTES).putInt(0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < rows; i++) {
            data.writeBytes(each.apply(i).getBytes(StandardCharsets.UTF_8));
            offsets.putInt(data.size());
        }
        return new ArrowStreams.Values(
                nulls.cardinality(), List.of(valid(rows, nulls), offsets.array(), data.toByteArray()));
    }

    private static byte[] valid(int rows, BitSet nulls) {
        BitSet valid = (BitSet) nulls.clone();
        valid.flip(0, rows);
        ByteBuffer bytes = ByteBuffer.allocate((rows + 7) / 8);
        bytes.put(valid.toByteArray());
        return bytes.array();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
