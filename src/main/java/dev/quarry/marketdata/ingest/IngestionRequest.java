package dev.quarry.marketdata.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.file.CandleFormat;
import dev.quarry.marketdata.file.ReadingOptions;
import dev.quarry.marketdata.file.columns.ColumnMapping;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.WholeDay;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a {@code prices_ingest} job is asked to do. {@code page_limit} and {@code sleep_mult} are accepted for the sake
 * of old clients: pages and pauses depend on the exchange.
 *
 * @param exchange where the prices are from: an exchange, a free label for files, or {@code sample}; letters, digits,
 *     {@code _} and {@code -}, in any case
 * @param symbol the name of the market, such as {@code BTC/USD}; may be null where {@link #manySeries}
 * @param timeframe the length of a bar, such as {@code 30m}; may be null where {@link #eachEntry}
 * @param startTs open of the first requested bar, UTC; null: the first existing one (not for exchanges)
 * @param endTs open of the last requested bar, UTC; a date alone includes all of that day; null: the last existing one
 * @param source the source to use; null: {@code file} when a file is named, or else the one with the exchange's name
 * @param file the name of a file in the import directory
 * @param uploadId the id of an uploaded file
 * @param format the file's layout, one of {@link CandleFormat#codes()}; null: {@code auto}
 * @param timeZone the time zone of a file's times without an offset, an IANA name; null: UTC
 * @param missingVolume {@code zero} to store bars of a file without a volume with volume 0
 * @param entry the file of a zip, with its folder; {@code *}: each is a series of its own
 * @param symbolColumn the column of a file that names the market of each row: each market is a series of its own
 * @param columns the columns of a file, in the form of {@link ColumnMapping}
 * @param refresh true: all of the range is requested from the exchange again, so that its corrections are stored
 */
@JsonIgnoreProperties({"page_limit", "sleep_mult"})
@Example("""
        {"exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
         "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z"}""")
@Alternatives({"symbol", "symbol_column", "entry"})
@Alternatives({"timeframe", "entry"})
public record IngestionRequest(
        @Described(value = "An exchange, a free label for files, or sample", required = true)
        String exchange,

        @Described(
                "The market as it will be asked for, such as BTC/USD; symbol_column, or * for entry, name series themselves")
        String symbol,

        @Described(
                value = "The length of a bar; with * for entry the names of the files may tell it",
                oneOf = TIMEFRAMES)
        String timeframe,

        @Described(
                value = "Open of the first bar wanted, UTC; from the first there is when absent (not for exchanges)",
                title = "From (UTC)")
        OffsetDateTime startTs,

        @Described(
                value =
                        "Open of the last bar wanted, UTC; a date alone is that whole day; to the last there is when absent",
                title = "to, inclusive")
        @WholeDay
        OffsetDateTime endTs,

        @Described(
                value = "What to draw on; a file when one is named, or else what the exchange is called",
                oneOf = "binance, binanceus, bitstamp, bybit, coinbase, file, gemini, kraken, sample")
        String source,

        @Described("The name of a file in the import directory")
        String file,

        @Described("The number of an uploaded file, as POST /v1/prices/import gives it")
        Long uploadId,

        @Described(
                value = "The layout of a file",
                title = "Layout of the file",
                oneOf = "auto, plain, binance, kraken, cryptodatadownload")
        String format,

        @Described(
                value =
                        "Whose local times a file's times without an offset are, such as America/New_York; UTC when absent",
                title = "Time zone of the file")
        String timeZone,

        @Described(
                value = "What a file without a volume is stored with; refused when absent",
                title = "Missing volume",
                oneOf = "zero")
        String missingVolume,

        @Described(
                value =
                        "Which file of a zip is meant, with its folder; * for each as a series of its own, named by the file",
                title = "File in the zip")
        String entry,

        @Described(
                value = "The column that names the symbol of each row: one series for each",
                title = "Column of the symbol")
        String symbolColumn,

        @Described(
                value =
                        "Which columns are meant where names do not tell, such as time:Date,open:O; a name or a number from 1,"
                                + " for time, clock (of day), open, high, low, close and volume",
                title = "Columns")
        String columns,

        @Described(
                value = "Whether an exchange is asked for all of the range again, so that its corrections come in",
                title = "Ask again for what is known")
        Boolean refresh)
        implements Checked {

    public static final String TIMEFRAMES = "1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 3d, 1w";

    private static final String REQUIRED = "is required";
    private static final String ZERO = "zero";
    private static final String EACH = "*";
    private static final int LAST_YEAR = 9999;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int SYMBOL_LENGTH = 64;

    /** A request with defaults for all other fields. */
    public IngestionRequest(
            String exchange,
            String symbol,
            String timeframe,
            OffsetDateTime startTs,
            OffsetDateTime endTs,
            String source,
            String file,
            Long uploadId,
            String format) {
        this(
                exchange, symbol, timeframe, startTs, endTs, source, file, uploadId, format, null, null, null, null,
                null, null);
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (exchange == null || exchange.isBlank()) {
            violations.add(new Violation("exchange", REQUIRED));
        } else if (!LABEL.matcher(exchange.strip()).matches()) {
            violations.add(new Violation("exchange", "must be 1 to 64 letters, digits, _ or -"));
        }
        if (!manySeries() && (symbol == null || symbol.isBlank())) {
            violations.add(new Violation("symbol", REQUIRED));
        } else if (symbol != null) {
            symbolFault(symbol).ifPresent(fault -> violations.add(new Violation("symbol", fault)));
        }
        if (timeframe != null && !timeframe.isBlank()) {
            Timeframe.fault(timeframe).ifPresent(fault -> violations.add(new Violation("timeframe", fault)));
        } else if (!eachEntry()) {
            violations.add(new Violation("timeframe", REQUIRED));
        }
        checkYear("start_ts", startTs, violations);
        checkYear("end_ts", endTs, violations);
        if (startTs != null && endTs != null && endTs.isBefore(startTs)) {
            violations.add(new Violation("end_ts", "must not be before start_ts"));
        }
        if (format != null && !CandleFormat.codes().contains(format)) {
            violations.add(new Violation("format", "must be one of " + String.join(", ", CandleFormat.codes())));
        }
        if (timeZone != null && zone().isEmpty()) {
            violations.add(new Violation(
                    "time_zone", "must be the IANA name of a time zone, such as America/New_York; was " + timeZone));
        }
        if (missingVolume != null && !missingVolume.equals(ZERO)) {
            violations.add(new Violation("missing_volume", "must be one of " + ZERO));
        }
        if (symbolColumn != null && eachEntry()) {
            violations.add(new Violation("symbol_column", "does not go with entry *, which names series by its files"));
        }
        try {
            ColumnMapping.parse(columns);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("columns", e.getMessage()));
        }
        return violations;
    }

    /** What is wrong with a text as a symbol, worded to follow the field's name. */
    static Optional<String> symbolFault(String symbol) {
        return symbol.strip().length() > SYMBOL_LENGTH || symbol.chars().anyMatch(Character::isISOControl)
                ? Optional.of("must be at most 64 printable characters")
                : Optional.empty();
    }

    /** Whether each file of an archive is a series of its own. */
    public boolean eachEntry() {
        return EACH.equals(entry);
    }

    /** Whether the file names the series itself. */
    boolean manySeries() {
        return symbolColumn != null || eachEntry();
    }

    /** This request for one of the series in a file. */
    public IngestionRequest of(String itsSymbol, String itsTimeframe) {
        return new IngestionRequest(
                exchange,
                itsSymbol,
                itsTimeframe,
                startTs,
                endTs,
                source,
                file,
                uploadId,
                format,
                timeZone,
                missingVolume,
                entry,
                symbolColumn,
                columns,
                refresh);
    }

    /** The time zone of times without an offset; empty when none is named, or there is none of that name. */
    Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(timeZone).map(String::strip).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void checkYear(String field, OffsetDateTime time, List<Violation> violations) {
        if (time != null && (time.getYear() < 0 || time.getYear() > LAST_YEAR)) {
            violations.add(new Violation(field, "must be in a year from 0 to " + LAST_YEAR));
        }
    }

    /** The exchange under which the bars are stored, in canonical spelling. */
    String label() {
        return exchange.strip().toLowerCase(Locale.ROOT);
    }

    /** The series of the bars; for valid requests only, and not where the file names the series. */
    public Series series() {
        return new Series(exchange, symbol, Timeframe.of(timeframe).orElseThrow());
    }

    /** The name of the source to use. */
    public String sourceName() {
        if (source != null && !source.isBlank()) {
            return source.strip().toLowerCase(Locale.ROOT);
        }
        return file != null || uploadId != null ? FileSource.NAME : label();
    }

    /** Whether known bars are requested from the exchange too. */
    boolean again() {
        return Boolean.TRUE.equals(refresh);
    }

    /** The request's options for reading its file. */
    public ReadingOptions readingOptions() {
        return new ReadingOptions(
                CandleFormat.of(format),
                zone(),
                ZERO.equals(missingVolume),
                Optional.ofNullable(entry),
                symbol == null ? "" : symbol,
                Timeframe.of(timeframe)
                        .filter(length -> length.millis() >= Timeframe.D1.millis())
                        .isPresent(),
                ColumnMapping.parse(columns),
                Optional.ofNullable(symbolColumn));
    }

    /** Whether a bar that opens at that time (milliseconds since the epoch) is in the requested range. */
    boolean wants(long openTime) {
        return (startTs == null || openTime >= startTs.toInstant().toEpochMilli())
                && (endTs == null || openTime <= endTs.toInstant().toEpochMilli());
    }
}
