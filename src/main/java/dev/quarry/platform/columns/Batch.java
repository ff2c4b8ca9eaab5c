package dev.quarry.platform.columns;

import java.util.List;

/** Some rows of a table, which are overwritten by those that follow them. */
final class Batch {

    private final List<ColumnValues> columns;
    private int rows;

    Batch(Table table, int capacity) {
        this.columns = table.columns().stream()
                .map(column -> new ColumnValues(column, capacity))
                .toList();
    }

    List<ColumnValues> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    void endRow() {
        for (int k = 0; k < columns.size(); k++) {
            columns.get(k).endRow(rows);
        }
        rows++;
    }

    void clear() {
        columns.forEach(ColumnValues::clear);
        rows = 0;
    }
}
