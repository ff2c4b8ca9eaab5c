package dev.quarry.launcher.reference;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows to be stored in PostgreSQL, as an array for each column, so that one statement stores them all. */
final class Rows {

    private final List<String> types;
    private final List<List<Object>> columns = new ArrayList<>();

    /** @param types PostgreSQL's names of the types of the columns */
    Rows(String... types) {
        this.types = List.of(types);
        this.types.forEach(type -> columns.add(new ArrayList<>()));
    }

    void add(Object... values) {
        for (int i = 0; i < values.length; i++) {
            columns.get(i).add(values[i]);
        }
    }

    int size() {
        return columns.get(0).size();
    }

    void clear() {
        columns.forEach(List::clear);
    }

    /** The columns, in order, for the parameters of {@code unnest}. */
    Array[] arrays(Connection connection) throws SQLException {
        Array[] arrays = new Array[types.size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = connection.createArrayOf(types.get(i), columns.get(i).toArray());
        }
        return arrays;
    }
}
