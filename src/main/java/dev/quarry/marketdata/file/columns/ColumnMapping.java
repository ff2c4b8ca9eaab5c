package dev.quarry.marketdata.file.columns;

import dev.quarry.marketdata.file.text.Fields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that a request names itself, as {@code time:Date,open:O}; the others are recognised by their names.
 *
 * @param names for each role the column's name in the file, or its number from 1
 */
public record ColumnMapping(Map<Role, String> names) {

    /** The role of a column in a bar. */
    public enum Role {
        /** The point in time, or the date. */
        TIME,
        /** The time of day beside a date. */
        CLOCK,
        /** The price of the first trade. */
        OPEN,
        /** The highest price. */
        HIGH,
        /** The lowest price. */
        LOW,
        /** The price of the last trade. */
        CLOSE,
        /** The traded volume, in units of the asset. */
        VOLUME;

        /** The role's name in requests. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No columns are named: all are recognised. */
    public static final ColumnMapping NONE = new ColumnMapping(Map.of());

    private static final String ROLES = "time|clock|open|high|low|close|volume";
    private static final Pattern NEXT = Pattern.compile(",\\s*(?=(?:" + ROLES + ")\\s*:)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile("\\s*(" + ROLES + ")\\s*:(.*)", Pattern.CASE_INSENSITIVE);

    public ColumnMapping {
        names = Map.copyOf(names);
    }

    /**
     * Reads a mapping; null and blank: none. A column's name may contain commas and colons.
     *
     * @throws IllegalArgumentException with what is wrong, in words that follow the field's name
     */
    public static ColumnMapping parse(String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        Map<Role, String> names = new EnumMap<>(Role.class);
        for (String part : NEXT.split(text.strip())) {
            Matcher one = ONE.matcher(part);
            if (!one.matches() || one.group(2).isBlank()) {
                throw new IllegalArgumentException("must be written as time:Date,open:O with the roles "
                        + ROLES.replace("|", ", ") + " and a column's name or number behind each; "
                        + Fields.quoted(part) + " is not");
            }
            Role role = Role.valueOf(one.group(1).toUpperCase(Locale.ROOT));
            if (names.put(role, one.group(2).strip()) != null) {
                throw new IllegalArgumentException("names two columns for " + role.code());
            }
        }
        return new ColumnMapping(names);
    }

    /** The column that is named for the role; empty when none is. */
    Optional<String> of(Role role) {
        return Optional.ofNullable(names.get(role));
    }

    /** Every name that is given. */
    List<String> given() {
        return new ArrayList<>(names.values());
    }
}
