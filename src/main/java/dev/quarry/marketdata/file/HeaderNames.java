package dev.quarry.marketdata.file;

import java.util.List;
import java.util.Locale;

/** The column names of a file, and which of them hold a bar. */
final class HeaderNames {

    /** Names of the time, the most exact first: files that have several repeat the same time in another form. */
    private static final List<String> TIME = List.of(
            "unix", "unix timestamp", "timestamp", "open time", "opentime", "time", "datetime", "date time", "date");

    private final List<String> names;

    HeaderNames(List<String> header) {
        names = header.stream().map(HeaderNames::plain).toList();
    }

    boolean has(String name) {
        return names.contains(name);
    }

    Layout layout(CandleFormat format, char delimiter, String firstBar) {
        return new Layout(
                format,
                delimiter,
                names.size(),
                TIME.stream()
                        .filter(names::contains)
                        .findFirst()
                        .map(names::indexOf)
                        .orElseThrow(
                                () -> missing(String.format(Locale.ROOT, "the time (%s)", String.join(", ", TIME)))),
                column("open"),
                column("high"),
                column("low"),
                column("close"),
                volume(delimiter, firstBar));
    }

    private int column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw missing("the " + name);
        }
        return at;
    }

    /**
     * The volume in units of the base asset. CryptoDataDownload has one column for each asset, {@code Volume BTC} and
     * {@code Volume USD}: it is the one whose asset the symbol of the first bar ({@code BTC/USD}, {@code BTCUSD})
     * starts with, or else the first of them.
     */
    private int volume(char delimiter, String firstBar) {
        int single = names.indexOf("volume");
        if (single >= 0) {
            return single;
        }
        String symbol = symbol(delimiter, firstBar);
        int first = -1;
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith("volume ")) {
                if (symbol.startsWith(names.get(i).substring("volume ".length()))) {
                    return i;
                }
                first = first < 0 ? i : first;
            }
        }
        if (first < 0) {
            throw missing("the volume");
        }
        return first;
    }

    private String symbol(char delimiter, String firstBar) {
        int at = names.indexOf("symbol");
        try {
            List<String> fields = Fields.split(firstBar, delimiter);
            return at < 0 || at >= fields.size() ? "" : fields.get(at).toLowerCase(Locale.ROOT);
        } catch (BadLineException e) {
            return "";
        }
    }

    private UnreadableFileException missing(String what) {
        return new UnreadableFileException(String.format(
                Locale.ROOT, "The header line names no column for %s; it has: %s.", what, String.join(", ", names)));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }
}
