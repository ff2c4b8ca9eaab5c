package dev.quarry.platform.columns;

import java.util.List;

/**
 * A column of a table.
 *
 * @param name unlike that of any other
 * @param type what it holds
 * @param digits of a {@link ColumnType#TIME}, how many digits of a second a text of it has: 0, 3 or 6, the same in every row,
 *     since readers tell the form of a column from its first row
 * @param choices of a {@link ColumnType#CHOICE}, its texts, each once
 */
public record Column(String name, ColumnType type, int digits, List<String> choices) {

    public Column {
        choices = List.copyOf(choices);
    }

    private Column(String name, ColumnType type) {
        this(name, type, 0, List.of());
    }

    /** Of whole numbers. */
    public static Column integer(String name) {
        return new Column(name, ColumnType.INTEGER);
    }

    /** Of numbers. */
    public static Column real(String name) {
        return new Column(name, ColumnType.REAL);
    }

    /** Of truth values. */
    public static Column flag(String name) {
        return new Column(name, ColumnType.FLAG);
    }

    /** Of texts that differ. */
    public static Column text(String name) {
        return new Column(name, ColumnType.TEXT);
    }

    /** Of texts that repeat. */
    public static Column choice(String name, List<String> choices) {
        return new Column(name, ColumnType.CHOICE, 0, choices);
    }

    /** Of instants. */
    public static Column time(String name, int digits) {
        return new Column(name, ColumnType.TIME, digits, List.of());
    }
}
