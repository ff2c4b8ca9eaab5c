package dev.quarry.marketdata.file.columns;

import dev.quarry.marketdata.file.columns.ColumnMapping.Role;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the columns of a header by {@link ColumnWords}. */
public final class ColumnNames {

    private static final int PRICES = 4;
    private static final Pattern PARTS = Pattern.compile("[\\s_\\-./<>()\\[\\]*'\"]+");
    private static final Pattern NUMBERED = Pattern.compile("^\\d+[ab]? (?=\\p{L})");

    private final List<String> written;
    private final List<String> names;
    private final ColumnMapping mapping;

    /**
     * @param header the names as they are in the file
     * @param mapping which of them the request names itself
     */
    public ColumnNames(List<String> header, ColumnMapping mapping) {
        written = List.copyOf(header);
        names = header.stream().map(ColumnNames::plain).toList();
        this.mapping = mapping;
    }

    public int size() {
        return names.size();
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    /** How many of open, high, low and close are named. */
    public int prices() {
        if (!mapping.names().isEmpty() && mapping.given().stream().allMatch(name -> positionOf(name) >= 0)) {
            return PRICES;
        }
        int count = 0;
        for (Set<String> one :
                List.of(ColumnWords.OPEN, ColumnWords.HIGH, ColumnWords.LOW, Set.copyOf(ColumnWords.CLOSE))) {
            count += names.stream().anyMatch(one::contains) ? 1 : 0;
        }
        return count;
    }

    public int open() {
        return named(Role.OPEN).orElseGet(() -> only(ColumnWords.OPEN, "open"));
    }

    public int high() {
        return named(Role.HIGH).orElseGet(() -> only(ColumnWords.HIGH, "high"));
    }

    public int low() {
        return named(Role.LOW).orElseGet(() -> only(ColumnWords.LOW, "low"));
    }

    /** The column that the request names for it; empty when it names none. */
    public Optional<Integer> named(Role role) {
        return mapping.of(role).map(name -> column(name, role.code() + " of columns"));
    }

    /** The column of that name, exactly or nearly as it is written, or of that number. */
    public int column(String name, String by) {
        int found = positionOf(name);
        if (found < 0 && name.matches("\\d{1,4}")) {
            found = Integer.parseInt(name) - 1;
        }
        if (found < 0 || found >= names.size()) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file has no column %s, which %s names; it has: %s.",
                    Fields.quoted(name),
                    by,
                    this));
        }
        return found;
    }

    private int positionOf(String name) {
        int exactly = written.indexOf(name);
        return exactly >= 0 ? exactly : names.indexOf(plain(name));
    }

    public int close() {
        Optional<Integer> named = named(Role.CLOSE);
        if (named.isPresent()) {
            return named.get();
        }
        for (String name : ColumnWords.CLOSE) {
            if (names.contains(name)) {
                return only(Set.of(name), "close");
            }
        }
        throw missing("the close");
    }

    /** The columns named as a time or a date, the most certain first. */
    List<Integer> times() {
        List<Integer> found = new ArrayList<>();
        for (String name : ColumnWords.TIME) {
            if (names.contains(name)) {
                found.add(names.indexOf(name));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (!found.contains(i)
                    && ColumnWords.TIME_AND_UNIT.matcher(names.get(i)).matches()) {
                found.add(i);
            }
        }
        return found;
    }

    /** The columns named as a time of day. */
    List<Integer> clocks() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (ColumnWords.CLOCK.contains(names.get(i))) {
                found.add(i);
            }
        }
        return found;
    }

    /** The column that names the market of a row; -1 when there is none. */
    public int symbol() {
        for (int i = 0; i < names.size(); i++) {
            if (ColumnWords.SYMBOL.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The columns that could be the volume, the most certain first. */
    public List<Integer> volumes() {
        List<Integer> found = new ArrayList<>();
        for (String name : ColumnWords.VOLUME) {
            if (names.contains(name)) {
                found.add(names.indexOf(name));
            }
        }
        return found;
    }

    /**
     * The volume of a file that has one for each asset, such as {@code Volume BTC} and {@code Volume USD}: that of the
     * base asset, with which the symbol ({@code BTC/USD}, {@code BTCUSD}) begins, or else the first in a unit other
     * than money; -1 when there is none. A moving average of the volume does not count.
     */
    public int volumeOfAsset(List<String> symbols) {
        int first = -1;
        int money = -1;
        for (int i = 0; i < names.size(); i++) {
            String asset = asset(names.get(i));
            if (asset.isEmpty()) {
                continue;
            }
            if (symbols.stream()
                    .anyMatch(symbol -> symbol.toLowerCase(Locale.ROOT).startsWith(asset))) {
                return i;
            }
            if (ColumnWords.QUOTES.contains(asset)) {
                money = money < 0 ? i : money;
            } else {
                first = first < 0 ? i : first;
            }
        }
        return first < 0 ? money : first;
    }

    /** Whether the column is a volume in money, not in units of the asset. */
    public boolean isInMoney(int volume) {
        return ColumnWords.QUOTES.contains(asset(names.get(volume)));
    }

    private static String asset(String name) {
        String asset = name.startsWith("volume ") ? name.substring("volume ".length()) : "";
        return ColumnWords.NO_VOLUME.contains(asset.split(" ")[0])
                        || asset.chars().anyMatch(Character::isDigit)
                ? ""
                : asset;
    }

    boolean isUnnamed(int column) {
        return names.get(column).isEmpty() || names.get(column).startsWith("unnamed");
    }

    /** The name as it is in the file. */
    public String written(int column) {
        return written.get(column);
    }

    public UnreadableFileException missing(String what) {
        return new UnreadableFileException(
                String.format(Locale.ROOT, "The header line names no column for %s; it has: %s.", what, this));
    }

    private int only(Set<String> words, String what) {
        int found = -1;
        for (int i = 0; i < names.size(); i++) {
            if (words.contains(names.get(i))) {
                if (found >= 0) {
                    throw new UnreadableFileException(String.format(
                            Locale.ROOT,
                            "The header line has two columns for the %s, %s and %s: a series has one market, so send one"
                                    + " file each. It has: %s.",
                            what,
                            Fields.quoted(written(found)),
                            Fields.quoted(written(i)),
                            this));
                }
                found = i;
            }
        }
        if (found < 0) {
            throw missing("the " + what);
        }
        return found;
    }

    private static String plain(String name) {
        String words =
                PARTS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return NUMBERED.matcher(words).replaceFirst("");
    }

    /** The names as they are written. */
    @Override
    public String toString() {
        return String.join(", ", written);
    }
}
