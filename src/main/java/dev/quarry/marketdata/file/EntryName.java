package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.series.Timeframe;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the name of a file in an archive says about its bars, as in {@code BTCUSDT-1h-2024-01.csv},
 * {@code XBTUSD_60.csv} or {@code daily/AAPL.csv}. The symbol is the part before the timeframe, or a whole name without
 * one, without dates.
 *
 * @param entry the name in the archive, with its folder
 * @param timeframe empty when the name contains none
 * @param rest the name without dates, by which parts of one series are recognised
 */
public record EntryName(String entry, String symbol, Optional<Timeframe> timeframe, String rest) {

    private static final String BEGIN = "(?<![\\p{L}\\d])";
    private static final String END = "(?![\\p{L}\\d])";
    private static final Pattern EXTENSIONS = Pattern.compile(
            "(\\.(csv|txt|tsv|json|parquet|pq|feather|arrow|ipc|dat|prn|gz|bz2))+$", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATES = Pattern.compile(BEGIN
            + "((19|20)\\d{2}([-_.]\\d{1,2}([-_.]\\d{1,2})?)?|(19|20)\\d{2}(0\\d|1[0-2])([0-3]\\d)?|\\d{2}[-_.]\\d{2}[-_.](19|20)\\d{2})"
            + END);
    private static final Pattern SPELLED = Pattern.compile(BEGIN
            + "(?:(\\d{1,4}) ?(m|(?i:min|mins|minutes?)|(?i:h|hr|hours?)|(?i:d|days?)|(?i:w|wk|weeks?))|([MHDW])(\\d{1,2})|(?i:(hourly|daily|weekly)))"
            + END);
    private static final Pattern MINUTES = Pattern.compile("[_,] ?(\\d{1,5})$");
    private static final String SEPARATORS = "[-_ ,.()\\[\\]]+";

    /**
     * Reads a name.
     * @throws UnreadableFileException when it contains no symbol, or two timeframes
     */
    static EntryName parse(String entry) {
        String name = entry.substring(entry.lastIndexOf('/') + 1);
        String rest =
                trimmed(DATES.matcher(EXTENSIONS.matcher(name).replaceFirst("")).replaceAll(""));
        Optional<Timeframe> timeframe = Optional.empty();
        String symbol = rest;
        Matcher spelled = SPELLED.matcher(rest);
        while (spelled.find()) {
            Optional<Timeframe> found = timeframe(spelled);
            if (found.isPresent() && timeframe.isPresent() && !found.equals(timeframe)) {
                throw new UnreadableFileException("The name of the entry " + Fields.quoted(entry)
                        + " tells two timeframes; name the entry and its timeframe, or rename it.");
            }
            if (found.isPresent() && timeframe.isEmpty()) {
                timeframe = found;
                String before = trimmed(rest.substring(0, spelled.start()));
                symbol = before.isEmpty() ? trimmed(rest.substring(spelled.end())) : before;
            }
        }
        Matcher minutes = MINUTES.matcher(rest);
        if (timeframe.isEmpty() && minutes.find()) {
            timeframe = ofMinutes(Long.parseLong(minutes.group(1)));
            symbol = timeframe.isPresent() ? trimmed(rest.substring(0, minutes.start())) : symbol;
        }
        if (symbol.isEmpty()) {
            throw new UnreadableFileException("The name of the entry " + Fields.quoted(entry)
                    + " tells no symbol; rename it as BTCUSDT-1h.csv, or import it by itself with entry and symbol.");
        }
        return new EntryName(entry, symbol, timeframe, rest);
    }

    private static Optional<Timeframe> timeframe(Matcher spelled) {
        if (spelled.group(5) != null) {
            return Timeframe.of("1" + spelled.group(5).charAt(0));
        }
        String unit = spelled.group(2) == null ? spelled.group(3) : spelled.group(2);
        long count = Long.parseLong(spelled.group(1) == null ? spelled.group(4) : spelled.group(1));
        return ofMinutes(count
                * switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
                    case 'm' -> 1;
                    case 'h' -> 60;
                    case 'd' -> 1440;
                    default -> 10080;
                });
    }

    private static Optional<Timeframe> ofMinutes(long minutes) {
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.millis() == minutes * 60_000) {
                return Optional.of(timeframe);
            }
        }
        return Optional.empty();
    }

    private static String trimmed(String text) {
        return text.replaceFirst("^" + SEPARATORS, "").replaceFirst(SEPARATORS + "$", "");
    }

    /**
     * Reads the names, with those of one series in their order.
     *
     * @throws UnreadableFileException when files that are not parts of one whole would be one series
     */
    public static List<EntryName> all(List<String> entries) {
        List<EntryName> names = entries.stream()
                .map(EntryName::parse)
                .sorted(Comparator.comparing(EntryName::entry))
                .toList();
        Map<String, List<EntryName>> series = names.stream()
                .collect(Collectors.groupingBy(
                        name -> name.symbol() + "\n" + name.timeframe(), LinkedHashMap::new, Collectors.toList()));
        for (List<EntryName> parts : series.values()) {
            EntryName first = parts.get(0);
            for (EntryName part : parts) {
                if (!part.rest().equals(first.rest()) || !part.folder().equals(first.folder())) {
                    throw new UnreadableFileException(String.format(
                            Locale.ROOT,
                            "The entries %s and %s would both be the series %s; files of one series differ by a date only and"
                                    + " lie in one folder. Rename them, or import them one by one with entry and symbol.",
                            Fields.quoted(first.entry()),
                            Fields.quoted(part.entry()),
                            first.symbol()));
                }
            }
        }
        return series.values().stream().flatMap(List::stream).toList();
    }

    private String folder() {
        return entry.substring(0, entry.lastIndexOf('/') + 1);
    }
}
