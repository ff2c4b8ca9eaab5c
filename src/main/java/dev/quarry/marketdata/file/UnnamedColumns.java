package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.Layout.Columns;
import dev.quarry.marketdata.file.columns.ColumnMapping.Role;
import dev.quarry.marketdata.file.columns.ColumnNames;
import dev.quarry.marketdata.file.columns.TimeColumns;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recognises the columns of a table without a header, by their number, their contents, and a format if one is named.
 */
final class UnnamedColumns {

    private static final int BINANCE_COLUMNS = 12;
    private static final int KRAKEN_COLUMNS = 7;
    private static final int METATRADER_COLUMNS = 9;
    private static final int PRICES = 4;
    private static final int ENOUGH_TO_JUDGE = 3;

    private final List<List<String>> bars;
    private final Optional<CandleFormat> format;
    private final Optional<String> symbolColumn;
    private final ColumnNames numbers;
    private final boolean named;

    /**
     * @param bars the first rows, at least one
     * @param options the request's options: a format, columns by their numbers
     */
    UnnamedColumns(List<List<String>> bars, ReadingOptions options) {
        this.bars = bars;
        this.format = options.format();
        this.symbolColumn = options.symbolColumn();
        this.named = !options.columns().names().isEmpty();
        this.numbers = new ColumnNames(
                IntStream.rangeClosed(1, bars.get(0).size())
                        .mapToObj(Integer::toString)
                        .toList(),
                options.columns());
    }

    static CandleFormat formatOf(Columns columns) {
        if (columns.clock() < 0 && columns.count() == BINANCE_COLUMNS) {
            return CandleFormat.BINANCE;
        }
        return columns.clock() < 0 && columns.count() == KRAKEN_COLUMNS ? CandleFormat.KRAKEN : CandleFormat.PLAIN;
    }

    /** @throws UnreadableFileException when they match several layouts, or none */
    Columns columns() {
        boolean allPrices = Stream.of(Role.OPEN, Role.HIGH, Role.LOW, Role.CLOSE)
                .allMatch(role -> numbers.named(role).isPresent());
        Columns found = allPrices ? Columns.standardOrder(numbers.size()) : recognised();
        TimeColumns time = TimeColumns.unnamed(bars, numbers.size()).orElseGet(() -> new TimeColumns(0, -1));
        boolean ownTime = numbers.named(Role.TIME).isPresent();
        return new Columns(
                found.count(),
                numbers.named(Role.TIME).orElse(time.time()),
                numbers.named(Role.CLOCK).orElse(ownTime ? -1 : time.clock()),
                numbers.named(Role.OPEN).orElse(found.open()),
                numbers.named(Role.HIGH).orElse(found.high()),
                numbers.named(Role.LOW).orElse(found.low()),
                numbers.named(Role.CLOSE).orElse(found.close()),
                numbers.named(Role.VOLUME).orElse(allPrices ? -1 : found.volume()),
                symbolColumn
                        .map(name -> numbers.column(name, "symbol_column"))
                        .orElse(allPrices ? -1 : found.symbol()));
    }

    private Columns recognised() {
        int count = bars.get(0).size();
        TimeColumns time = TimeColumns.unnamed(bars, count).orElseGet(() -> new TimeColumns(0, -1));
        int first = Math.max(time.time(), time.clock()) + 1;
        int figures = count - first;
        boolean timeFirst = time.time() == 0 && time.clock() < 0;
        boolean plain = figures == PRICES || figures == PRICES + 1;
        boolean known;
        if (format.isPresent()) {
            known = requireColumns(format.get(), count, plain);
        } else {
            known = (timeFirst && count == BINANCE_COLUMNS)
                    || (timeFirst
                            && count == KRAKEN_COLUMNS
                            && isCount(bars.get(0).get(count - 1)))
                    || (time.clock() > 0 && (plain || count == METATRADER_COLUMNS))
                    || (plain && bars.size() >= ENOUGH_TO_JUDGE);
        }
        if (!known) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file has no header line and its %d columns fit none of the known layouts for certain. Name the"
                            + " format (%s), or add a header line such as timestamp,open,high,low,close,volume.",
                    count,
                    String.join(", ", CandleFormat.codes())));
        }
        int volume = figures > PRICES ? first + PRICES : -1;
        return new Columns(
                count,
                time.time(),
                time.clock(),
                first,
                first + 1,
                first + 2,
                first + 3,
                volume,
                time.time() > 0 ? 0 : -1);
    }

    private static boolean requireColumns(CandleFormat format, int count, boolean plain) {
        int expected =
                switch (format) {
                    case BINANCE -> BINANCE_COLUMNS;
                    case KRAKEN -> KRAKEN_COLUMNS;
                    case PLAIN -> plain ? count : PRICES + 2;
                    case CRYPTODATADOWNLOAD ->
                        throw new UnreadableFileException(
                                "The file has no header line, which files of the format cryptodatadownload have.");
                };
        if (count != expected) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The first line has %d columns; files of the format %s have %d.",
                    count,
                    format.code(),
                    expected));
        }
        return true;
    }

    /**
     * The columns in their actual order. Some programs write open, close, high, low: then in the standard order most
     * highs are below other prices, and in that order none are.
     */
    Columns inOrder(Columns standard, Numbers numbers, List<String> warnings) {
        if (named) {
            return standard;
        }
        Columns other = new Columns(
                standard.count(),
                standard.time(),
                standard.clock(),
                standard.open(),
                standard.low(),
                standard.close(),
                standard.high(),
                standard.volume(),
                standard.symbol());
        long fitting = bars.stream().filter(bar -> fits(standard, bar, numbers)).count();
        if (bars.size() >= ENOUGH_TO_JUDGE
                && fitting * 2 < bars.size()
                && bars.stream().allMatch(bar -> fits(other, bar, numbers))) {
            warnings.add(
                    "Without a header the columns were read in the order open, close, high, low, since only then the"
                            + " high is the highest price of each bar.");
            return other;
        }
        if (format.isEmpty() && standard.count() != BINANCE_COLUMNS && standard.count() != KRAKEN_COLUMNS) {
            warnings.add("Without a header the columns were read in the order time, open, high, low, close, volume.");
        }
        return standard;
    }

    private static boolean fits(Columns columns, List<String> bar, Numbers numbers) {
        try {
            double open = numbers.read(bar.get(columns.open()), "open");
            double high = numbers.read(bar.get(columns.high()), "high");
            double low = numbers.read(bar.get(columns.low()), "low");
            double close = numbers.read(bar.get(columns.close()), "close");
            return high >= Math.max(open, close) && low <= Math.min(open, close);
        } catch (BadLineException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static boolean isCount(String field) {
        return !field.isEmpty() && field.chars().allMatch(Character::isDigit);
    }
}
