package dev.quarry.marketdata.file.columns;

import dev.quarry.marketdata.file.columns.ColumnMapping.Role;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.BarTime;
import dev.quarry.marketdata.file.text.TimeText;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a table with the time of a bar, found by their names and contents.
 *
 * @param time the point in time, or the date
 * @param clock the time of day beside a date; -1: there is none
 */
public record TimeColumns(int time, int clock) {

    /** What the fields of a column are in most rows. */
    private enum Kind {
        INSTANT,
        DAY,
        CLOCK,
        OTHER
    }

    private static final int LOOKED_AT = 50;
    private static final int FIRST_COLUMNS = 3;

    /**
     * The columns of a table with a header.
     * @throws UnreadableFileException when none of them is a time
     */
    public static TimeColumns named(ColumnNames names, List<List<String>> rows) {
        Optional<Integer> asked = names.named(Role.TIME);
        Optional<Integer> clock = names.named(Role.CLOCK);
        TimeColumns found = asked.isPresent()
                ? of(asked.get(), kind(rows, asked.get()), clockBeside(names, rows, asked.get()))
                : byName(names, rows);
        return new TimeColumns(found.time(), clock.orElse(found.clock()));
    }

    private static TimeColumns byName(ColumnNames names, List<List<String>> rows) {
        List<Integer> named = names.times();
        for (Kind expected : List.of(Kind.INSTANT, Kind.DAY)) {
            for (int column : named) {
                if (kind(rows, column) == expected) {
                    return of(column, expected, clockBeside(names, rows, column));
                }
            }
        }
        for (int column = 0; column < names.size(); column++) {
            Kind kind = kind(rows, column);
            if ((kind == Kind.INSTANT || kind == Kind.DAY) && (names.isUnnamed(column) || isText(rows, column))) {
                return of(column, kind, clockBeside(names, rows, column));
            }
        }
        if (named.isEmpty()) {
            throw names.missing("the time");
        }
        return new TimeColumns(named.get(0), -1);
    }

    /** The columns of a table without a header, in which the time is among the first; empty when there is none. */
    public static Optional<TimeColumns> unnamed(List<List<String>> rows, int columns) {
        for (int column = 0; column < Math.min(FIRST_COLUMNS, columns); column++) {
            Kind kind = kind(rows, column);
            if (kind == Kind.INSTANT || kind == Kind.DAY) {
                int next = column + 1;
                boolean clock = next < columns && kind(rows, next) == Kind.CLOCK;
                return Optional.of(of(column, kind, clock ? next : -1));
            }
        }
        return Optional.empty();
    }

    /** Whether the field is a time or a date. */
    public static boolean isTime(String field) {
        Kind kind = kind(field);
        return kind == Kind.INSTANT || kind == Kind.DAY;
    }

    private static TimeColumns of(int column, Kind kind, int clock) {
        return new TimeColumns(column, kind == Kind.DAY ? clock : -1);
    }

    private static int clockBeside(ColumnNames names, List<List<String>> rows, int day) {
        for (int column : names.clocks()) {
            if (column != day && kind(rows, column) != Kind.INSTANT && holdsClocks(rows, column)) {
                return column;
            }
        }
        return -1;
    }

    /** Whether a column contains times of day. Plain digits count too, since the column's name calls them that. */
    private static boolean holdsClocks(List<List<String>> rows, int column) {
        return !rows.isEmpty()
                && rows.stream().limit(LOOKED_AT).allMatch(row -> column < row.size() && isClock(row.get(column)));
    }

    private static boolean isText(List<List<String>> rows, int column) {
        return rows.stream()
                .limit(LOOKED_AT)
                .anyMatch(row -> column < row.size()
                        && row.get(column).chars().anyMatch(c -> "/-.: ".indexOf(c) >= 0)
                        && !BarTime.isCount(row.get(column)));
    }

    private static Kind kind(List<List<String>> rows, int column) {
        int[] counts = new int[Kind.values().length];
        rows.stream()
                .limit(LOOKED_AT)
                .filter(row -> column < row.size())
                .forEach(row -> counts[kind(row.get(column)).ordinal()]++);
        Kind most = Kind.OTHER;
        for (Kind kind : Kind.values()) {
            most = counts[kind.ordinal()] > counts[most.ordinal()] ? kind : most;
        }
        return most;
    }

    private static Kind kind(String field) {
        if (BarTime.isCount(field)) {
            String digits = field.replaceFirst("^-", "").replaceFirst("\\..*", "");
            return digits.length() >= 9 || (field.startsWith("-") && digits.length() >= 8) ? Kind.INSTANT : Kind.OTHER;
        }
        try {
            return TimeText.parse(field).hasClock() ? Kind.INSTANT : Kind.DAY;
        } catch (BadLineException e) {
            return field.indexOf(':') > 0 && isClock(field) ? Kind.CLOCK : Kind.OTHER;
        }
    }

    private static boolean isClock(String field) {
        try {
            TimeText.clockMillis(field);
            return true;
        } catch (BadLineException e) {
            return false;
        }
    }
}
