package dev.quarry.bench;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.file.CandleFileReader;
import dev.quarry.marketdata.file.ReadingOptions;
import dev.quarry.marketdata.ingest.Ingestion;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.IngestionResult;
import dev.quarry.marketdata.ingest.RecordedJob;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Prints how fast a file of minute bars is read, uploaded, ingested, ingested again, as text, Arrow and Parquet, and read
 * back, beside PostgreSQL's COPY. System property {@code quarry.bench.import.bars}: how many, 5,000,000 unless given.
 * Durability is off in the test database, so a server with a slow disk is slower.
 */
public final class IngestionBenchmark {

    private static final long START = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final int BARS_A_PIECE = 10_000;
    private static final int WARM_UP = 500_000;
    private static final int MAX_LOADED = 1_000_000;
    private static final Series SERIES = new Series("file", "BTC/USD", Timeframe.M1);

    /** Bars a second of the first measurement: what the others are told in. */
    private static double baseline;

    private IngestionBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int bars = Integer.getInteger("quarry.bench.import.bars", 5_000_000);
        try (TestDatabase database = new TestDatabase().open()) {
            timed("PostgreSQL's own COPY of such lines", bars, () -> bareCopy(database, bars));
            timed("binary COPY of the same columns", bars, () -> binaryCopy(database, "binary_keyed", bars));
            timed("the same without a key", bars, () -> binaryCopy(database, "binary_bare", bars));
            timed("the key made afterwards", bars, () -> database.database()
                    .update("alter table binary_bare add primary key (series_id, open_time)"));
            database.database().update("drop table bare, binary_keyed, binary_bare");
            timed("read plain, ISO times", bars, () -> {
                Counted counted = new Counted();
                new CandleFileReader(ReadingOptions.NONE, 1L << 40)
                        .read(() -> new Lines("timestamp,open,high,low,close,volume\n", bars, plain(1)), counted);
                return counted.bars;
            });
            Ingestion ingestion = new Ingestion(database, null);
            warmUp(ingestion, Math.min(bars, WARM_UP));
            for (String form : new String[] {"binance", "binance again, nothing new", "plain, ISO times"}) {
                boolean plain = form.startsWith("plain");
                InputStream file = plain
                        ? new Lines("timestamp,open,high,low,close,volume\n", bars, plain(form.hashCode()))
                        : new Lines("", bars, binance(1));
                IngestionRequest request =
                        timed("upload", bars, () -> ingestion.upload(plain ? "BTC/EUR" : "BTC/USD", "1m", file));
                JobContext job = new RecordedJob(1);
                IngestionResult result = timed("ingest " + form, bars, () -> ingestion.handler.run(request, job));
                System.out.printf(
                        "  added %,d, replaced %,d, unchanged %,d%n",
                        result.rowsAdded(), result.rowsReplaced(), result.rowsUnchanged());
            }
            System.out.printf(
                    "  heap in use at most %,d MB%n",
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                                    .sum()
                            >> 20);
            typed("Arrow", "BTC/CHF", TypedPriceFiles.arrowFile(START, bars), bars, ingestion);
            typed("Parquet", "BTC/GBP", TypedPriceFiles.parquetFile(START, bars), bars, ingestion);
            OffsetDateTime start = OffsetDateTime.parse("2000-01-01T00:00:00Z");
            int some = Math.min(bars, MAX_LOADED);
            for (int i = 0; i < 3; i++) {
                OffsetDateTime end = start.plusMinutes(some - 1 - i);
                timed("load many", some, () -> ingestion.history.load(SERIES, start, end));
            }
            for (int i = 0; i < 3; i++) {
                OffsetDateTime end = start.plusMinutes(17_520 - 1 - i);
                timed("load 17,520 bars", 17_520, () -> ingestion.history.load(SERIES, start, end));
            }
        }
    }

    /** The first import of a process pays for compiling it, and the database's for its files. */
    private static void warmUp(Ingestion ingestion, int bars) throws IOException {
        ingestion.handler.run(ingestion.upload("BTC/JPY", "1m", new Lines("", bars, binance(3))), new RecordedJob(1));
    }

    /** Read alone, then imported. */
    private static void typed(String kind, String symbol, Path file, int bars, Ingestion ingestion) throws IOException {
        try {
            timed("read " + kind, bars, () -> {
                Counted counted = new Counted();
                new CandleFileReader(ReadingOptions.NONE, 1L << 40).read(() -> Files.newInputStream(file), counted);
                return counted.bars;
            });
            IngestionRequest request;
            try (InputStream content = Files.newInputStream(file)) {
                request = ingestion.upload(symbol, "1m", content);
            }
            IngestionResult result =
                    timed("ingest " + kind, bars, () -> ingestion.handler.run(request, new RecordedJob(1)));
            System.out.printf("  added %,d%n", result.rowsAdded());
        } finally {
            Files.delete(file);
        }
    }

    /** Counts bars and drops them. */
    private static final class Counted implements CandleSink {

        private long bars;

        @Override
        public void candle(
                long line, long openTime, double open, double high, double low, double close, double volume) {
            bars++;
        }

        @Override
        public void refused(long line, String reason) {
            throw new IllegalStateException(line + ": " + reason);
        }
    }

    /** How many bars a second the bare table takes. */
    static double copied(TestDatabase database, int bars) {
        long before = System.nanoTime();
        bareCopy(database, bars);
        return bars / ((System.nanoTime() - before) / 1e9);
    }

    /** What a person would do without Quarry: a table with a key, and its lines copied into it. */
    private static long bareCopy(TestDatabase database, int bars) {
        database.database()
                .update("create table bare (open_time timestamptz primary key, open double precision not null,"
                        + " high double precision not null, low double precision not null,"
                        + " close double precision not null, volume double precision not null)");
        InputStream lines = new Lines("", bars, plain(1));
        return database.database().call(connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy bare from stdin (format csv)", lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The least that an import must do: rows as PostgreSQL takes them fastest, into a table like ours. */
    private static long binaryCopy(TestDatabase database, String table, int bars) {
        boolean keyed = table.equals("binary_keyed");
        database.database().update("create table " + table + " (like candle" + (keyed ? " including all)" : ")"));
        return database.database().call(connection -> {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin (format binary)");
            byte[] header = ByteBuffer.allocate(19)
                    .put("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
                    .array();
            copy.writeToCopy(header, 0, header.length);
            ByteBuffer rows = ByteBuffer.allocate(BARS_A_PIECE * (2 + 7 * 12));
            for (int bar = 0; bar < bars; ) {
                rows.clear();
                for (int end = Math.min(bars, bar + BARS_A_PIECE); bar < end; bar++) {
                    rows.putShort((short) 7).putInt(8).putLong(1).putInt(8).putLong(bar * 60_000_000L);
                    for (int i = 0; i < 5; i++) {
                        rows.putInt(8).putDouble(30_000 + i + bar % 1000 / 8.0);
                    }
                }
                copy.writeToCopy(rows.array(), 0, rows.position());
            }
            return copy.endCopy();
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T timed(String what, int bars, Work<T> work) throws IOException {
        long before = System.nanoTime();
        T value = work.run();
        double seconds = (System.nanoTime() - before) / 1e9;
        if (baseline == 0) {
            baseline = bars / seconds;
        }
        System.out.printf(
                "%-40s %,10.0f bars/s  %5.2f of the first  %.3f s%n",
                what, bars / seconds, bars / seconds / baseline, seconds);
        return value;
    }

    private interface Line {
        void append(StringBuilder text, long open);
    }

    private static Line binance(int seed) {
        Random random = new Random(seed);
        return (text, open) -> {
            text.append(open).append(',');
            appendPrices(text, random);
            text.append(',').append(open + 59_999).append(",1234.5,17,0.5,617.2,0\n");
        };
    }

    private static Line plain(int seed) {
        Random random = new Random(seed);
        return (text, open) -> {
            text.append(Instant.ofEpochMilli(open)).append(',');
            appendPrices(text, random);
            text.append('\n');
        };
    }

    /** A file that is made while it is read. */
    private static final class Lines extends InputStream {

        private final int bars;
        private final Line line;
        private final StringBuilder text = new StringBuilder();
        private byte[] bytes;
        private int position;
        private int made;

        Lines(String header, int bars, Line line) {
            this.bars = bars;
            this.line = line;
            this.bytes = header.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            return hasMore() ? bytes[position++] : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (!hasMore()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, buffer, offset, count);
            position += count;
            return count;
        }

        private boolean hasMore() {
            if (position == bytes.length) {
                text.setLength(0);
                for (int i = 0; i < 1_000 && made < bars; i++) {
                    line.append(text, START + made++ * 60_000L);
                }
                bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
                position = 0;
            }
            return bytes.length > 0;
        }
    }

    private static void appendPrices(StringBuilder text, Random random) {
        int open = 3_000_000 + random.nextInt(10_000);
        int close = 3_000_000 + random.nextInt(10_000);
        appendPrice(text, open);
        appendPrice(text.append(','), Math.max(open, close) + random.nextInt(500));
        appendPrice(text.append(','), Math.min(open, close) - random.nextInt(500));
        appendPrice(text.append(','), close);
        appendPrice(text.append(','), random.nextInt(100_000));
    }

    private static void appendPrice(StringBuilder text, int cents) {
        text.append(cents / 100).append('.').append(cents / 10 % 10).append(cents % 10);
    }
}
