package dev.quarry.marketdata.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises a file's layout by its first lines. When these leave a doubt it asks for the format instead of guessing. */
final class LayoutDetection {

    /** A line and its number in the file. */
    record Line(long number, String text) {}

    /** A layout, and how many of the first lines come before the first bar. */
    record Detected(Layout layout, int skip) {}

    private static final int BINANCE_COLUMNS = 12;
    private static final int KRAKEN_COLUMNS = 7;
    private static final int PLAIN_COLUMNS = 6;

    private final List<Line> head;
    private final Optional<CandleFormat> wanted;

    /**
     * @param head the first lines that are not blank
     * @param wanted the format that the request names, empty for auto
     */
    LayoutDetection(List<Line> head, Optional<CandleFormat> wanted) {
        this.head = head;
        this.wanted = wanted;
    }

    /** @throws UnreadableFileException when it is no price file that we know */
    Detected detect() {
        int at = 0;
        boolean fromCryptoDataDownload = false;
        while (at < head.size() && isComment(head.get(at).text())) {
            fromCryptoDataDownload |=
                    head.get(at).text().toLowerCase(Locale.ROOT).contains("cryptodatadownload");
            at++;
        }
        if (at == head.size()) {
            throw new UnreadableFileException("The file holds no prices.");
        }
        String line = head.get(at).text();
        char delimiter = delimiter(line);
        List<String> fields = fields(line, delimiter);
        if (!startsWithTime(fields)) {
            String next = at + 1 < head.size() ? head.get(at + 1).text() : "";
            return new Detected(byHeader(fields, delimiter, next, fromCryptoDataDownload), at + 1);
        }
        return new Detected(byColumns(fields, delimiter), at);
    }

    private Layout byHeader(List<String> names, char delimiter, String firstBar, boolean fromCryptoDataDownload) {
        if (wanted.filter(f -> f == CandleFormat.KRAKEN).isPresent()) {
            throw new UnreadableFileException(
                    "The file has a header line, which files of the format kraken have not; use the format auto.");
        }
        HeaderNames header = new HeaderNames(names);
        CandleFormat format = wanted.orElseGet(() -> {
            if (header.has("close time")) {
                return CandleFormat.BINANCE;
            }
            return fromCryptoDataDownload || header.has("symbol")
                    ? CandleFormat.CRYPTODATADOWNLOAD
                    : CandleFormat.PLAIN;
        });
        return header.layout(format, delimiter, firstBar);
    }

    private Layout byColumns(List<String> fields, char delimiter) {
        int columns = fields.size();
        if (wanted.isPresent()) {
            CandleFormat format = wanted.get();
            int expected =
                    switch (format) {
                        case BINANCE -> BINANCE_COLUMNS;
                        case KRAKEN -> KRAKEN_COLUMNS;
                        case PLAIN -> PLAIN_COLUMNS;
                        case CRYPTODATADOWNLOAD ->
                            throw new UnreadableFileException(
                                    "The file has no header line, which files of the format cryptodatadownload have.");
                    };
            if (columns != expected) {
                throw new UnreadableFileException(String.format(
                        Locale.ROOT,
                        "The first line has %d columns; files of the format %s have %d.",
                        columns,
                        format.code(),
                        expected));
            }
            return Layout.usualOrder(format, delimiter, columns);
        }
        if (columns == BINANCE_COLUMNS) {
            return Layout.usualOrder(CandleFormat.BINANCE, delimiter, columns);
        }
        if (columns == KRAKEN_COLUMNS && isCount(fields.get(KRAKEN_COLUMNS - 1))) {
            return Layout.usualOrder(CandleFormat.KRAKEN, delimiter, columns);
        }
        throw new UnreadableFileException(String.format(
                Locale.ROOT,
                "The file has no header line and its %d columns fit none of the known layouts for certain. Name the"
                        + " format (%s), or add a header line such as timestamp,open,high,low,close,volume.",
                columns,
                String.join(", ", CandleFormat.codes())));
    }

    private static boolean isComment(String line) {
        String text = line.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("#") || text.startsWith("http") || text.startsWith("www.") || text.startsWith("\"http");
    }

    private static char delimiter(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        if (most == 0 || line.indexOf('\0') >= 0) {
            throw new UnreadableFileException(
                    "The file is not a table: its first line has no fields parted by comma, semicolon or tab.");
        }
        return best;
    }

    private List<String> fields(String line, char delimiter) {
        try {
            return Fields.split(line, delimiter);
        } catch (BadLineException e) {
            throw new UnreadableFileException("The first line " + e.getMessage() + ".");
        }
    }

    private static boolean startsWithTime(List<String> fields) {
        try {
            BarTime.millis(fields.get(0));
            return true;
        } catch (BadLineException e) {
            return fields.stream().anyMatch(LayoutDetection::isNumber);
        }
    }

    private static boolean isNumber(String field) {
        try {
            return Double.isFinite(Fields.number(field, "field"));
        } catch (BadLineException e) {
            return false;
        }
    }

    private static boolean isCount(String field) {
        return !field.isEmpty() && field.chars().allMatch(Character::isDigit);
    }
}
