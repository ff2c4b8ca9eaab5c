package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.Layout.Columns;
import dev.quarry.marketdata.file.columns.ColumnMapping.Role;
import dev.quarry.marketdata.file.columns.ColumnNames;
import dev.quarry.marketdata.file.columns.TimeColumns;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.marketdata.file.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises a file's layout by its first rows. Where these are ambiguous it refuses and asks, instead of guessing. */
final class LayoutDetection {

    /** A row and its line in the file. */
    record Row(long line, List<String> fields) {}

    /** Where the bars are, and what is known of their fields. */
    record Found(
            CandleFormat format,
            Columns columns,
            Numbers numbers,
            List<String> header,
            long linesBefore,
            List<List<String>> bars,
            List<String> warnings) {

        /** Whether the row repeats the header, as in joined files. */
        boolean isHeader(List<String> fields) {
            return fields.equals(header);
        }
    }

    private static final int PRICES = 4;

    private final List<Row> head;
    private final ReadingOptions options;
    private final boolean commaDelimited;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param head the first rows that are not blank
     * @param commaDelimited true when fields are separated by commas, so that a comma within one separates thousands
     */
    LayoutDetection(List<Row> head, ReadingOptions options, boolean commaDelimited) {
        this.head = head;
        this.options = options;
        this.commaDelimited = commaDelimited;
    }

    /** @throws UnreadableFileException when it is not a known kind of price file */
    Found detect() {
        int named = -1;
        for (int i = 0; i < head.size(); i++) {
            List<String> fields = head.get(i).fields();
            if (isBar(fields)) {
                return named < 0 ? withoutHeader(i) : withHeader(named);
            }
            int prices = new ColumnNames(fields, options.columns()).prices();
            if (prices >= 3) {
                return withHeader(i);
            }
            boolean couldBeHeader = fields.size() > 1 && (prices > 0 || isFollowedByBar(i, fields.size()));
            named = named < 0 && couldBeHeader ? i : named;
        }
        if (named >= 0) {
            return withHeader(named);
        }
        if (head.stream().allMatch(row -> row.fields().size() < 2)) {
            throw new UnreadableFileException(
                    head.stream().allMatch(row -> row.fields().get(0).startsWith("#"))
                            ? "The file holds no prices."
                            : "The file is not a table: its lines have no fields parted by comma, semicolon, tab or |.");
        }
        throw new UnreadableFileException(
                "The file has no row with a time, open, high, low and close: there are no bars.");
    }

    private boolean isFollowedByBar(int i, int size) {
        return i + 1 < head.size()
                && head.get(i + 1).fields().size() == size
                && isBar(head.get(i + 1).fields());
    }

    private boolean isBar(List<String> fields) {
        long numbers = fields.stream().filter(LayoutDetection::isAnyNumber).count();
        return numbers >= PRICES
                && (fields.stream().limit(3).anyMatch(TimeColumns::isTime) || isAnyNumber(fields.get(0)));
    }

    /** A number with a point or a comma before its decimals. */
    private static boolean isAnyNumber(String field) {
        return new Numbers(false).isNumber(field) || new Numbers(true).isNumber(field);
    }

    private Found withHeader(int at) {
        if (options.format().filter(f -> f == CandleFormat.KRAKEN).isPresent()) {
            throw new UnreadableFileException(
                    "The file has a header line, which files of the format kraken have not; use the format auto.");
        }
        List<String> header = head.get(at).fields();
        ColumnNames names = new ColumnNames(header, options.columns());
        int open = names.open();
        int high = names.high();
        int low = names.low();
        int close = closeOf(names);
        List<List<String>> bars = head.subList(at + 1, head.size()).stream()
                .map(Row::fields)
                .filter(fields -> fields.size() >= names.size()
                        && isAnyNumber(fields.get(open))
                        && isAnyNumber(fields.get(close)))
                .toList();
        TimeColumns time = TimeColumns.named(names, bars);
        Numbers numbers = numbers(bars, List.of(open, high, low, close));
        int symbol = options.symbolColumn()
                .map(name -> names.column(name, "symbol_column"))
                .orElseGet(names::symbol);
        int volume = volume(names, bars, numbers, symbol);
        requireRows(at);
        CandleFormat format = options.format()
                .orElseGet(() -> names.has("close time")
                        ? CandleFormat.BINANCE
                        : isCryptoDataDownload(at) ? CandleFormat.CRYPTODATADOWNLOAD : CandleFormat.PLAIN);
        Columns columns = new Columns(names.size(), time.time(), time.clock(), open, high, low, close, volume, symbol);
        return new Found(format, columns, numbers, header, lastLineOfHeader(at), bars, warnings);
    }

    /**
     * The last line of the header: rows without any number below the names, such as those of the tickers, belong to it.
     */
    private long lastLineOfHeader(int at) {
        int last = at;
        while (last + 1 < head.size() && head.get(last + 1).fields().stream().noneMatch(LayoutDetection::isFigure)) {
            last++;
        }
        return head.get(last).line();
    }

    private static boolean isFigure(String field) {
        return isAnyNumber(field) || TimeColumns.isTime(field) || field.equalsIgnoreCase("nan");
    }

    private int closeOf(ColumnNames names) {
        int close = names.close();
        if (names.written(close).toLowerCase(Locale.ROOT).contains("adj")) {
            warnings.add("The file has no close but " + Fields.quoted(names.written(close))
                    + ", which was taken for it; open, high and low may not be adjusted in the same way.");
        }
        return close;
    }

    private int volume(ColumnNames names, List<List<String>> bars, Numbers numbers, int symbol) {
        Optional<Integer> named = names.named(Role.VOLUME);
        if (named.isPresent()) {
            return named.get();
        }
        List<Integer> candidates = names.volumes();
        for (int column : candidates) {
            if (bars.stream().anyMatch(fields -> isAboveZero(fields.get(column), numbers))) {
                return column;
            }
        }
        if (!candidates.isEmpty()) {
            return candidates.get(0);
        }
        List<String> symbols = new ArrayList<>(List.of(options.symbol()));
        if (symbol >= 0 && !bars.isEmpty()) {
            symbols.add(0, bars.get(0).get(symbol));
        }
        int volume = names.volumeOfAsset(symbols);
        if (volume < 0 && !options.missingVolumeIsZero()) {
            throw new UnreadableFileException(names.missing("the volume").getMessage()
                    + " Send missing_volume=zero to store its bars with volume 0.");
        }
        if (volume >= 0 && names.isInMoney(volume)) {
            warnings.add("The file has no volume in units of the asset; " + Fields.quoted(names.written(volume))
                    + ", which is in money, was taken.");
        }
        return volume;
    }

    private static boolean isAboveZero(String field, Numbers numbers) {
        try {
            return numbers.readVolume(field, "volume") > 0;
        } catch (BadLineException e) {
            return false;
        }
    }

    private void requireRows(int header) {
        if (header + 1 == head.size()) {
            throw new UnreadableFileException("The file has a header line and no rows: there are no bars.");
        }
    }

    private boolean isCryptoDataDownload(int header) {
        return head.subList(0, header).stream()
                .flatMap(row -> row.fields().stream())
                .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains("cryptodatadownload"));
    }

    private Found withoutHeader(int at) {
        List<List<String>> bars = head.subList(at, head.size()).stream()
                .map(Row::fields)
                .filter(this::isBar)
                .toList();
        UnnamedColumns unnamed = new UnnamedColumns(bars, options);
        Columns columns = unnamed.columns();
        if (columns.volume() < 0 && !options.missingVolumeIsZero()) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file has no header line and %d columns, which leaves none for the volume. Send"
                            + " missing_volume=zero to store its bars with volume 0.",
                    columns.count()));
        }
        Numbers numbers = numbers(bars, List.of(columns.open(), columns.high(), columns.low(), columns.close()));
        Columns ordered = unnamed.inOrder(columns, numbers, warnings);
        CandleFormat format = options.format().orElseGet(() -> UnnamedColumns.formatOf(columns));
        return new Found(format, ordered, numbers, List.of(), head.get(at).line() - 1, bars, warnings);
    }

    private Numbers numbers(List<List<String>> bars, List<Integer> prices) {
        List<String> fields = bars.stream()
                .flatMap(bar -> prices.stream().filter(i -> i < bar.size()).map(bar::get))
                .filter(LayoutDetection::isAnyNumber)
                .toList();
        boolean decimalComma = Numbers.haveDecimalComma(fields, commaDelimited);
        fields.stream()
                .filter(Numbers::isEitherWay)
                .findFirst()
                .filter(field ->
                        fields.stream().allMatch(other -> Numbers.isEitherWay(other) || other.indexOf(',') < 0))
                .ifPresent(field -> warnings.add("The comma in " + Fields.quoted(field) + " was taken for "
                        + (decimalComma ? "that before the decimals." : "that between thousands.")));
        return new Numbers(decimalComma);
    }
}
