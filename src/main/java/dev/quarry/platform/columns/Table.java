package dev.quarry.platform.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a table before its rows are.
 *
 * @param columns in their order
 * @param provenance where it comes from, by names that begin with {@code quarry.}; in the metadata of formats that have any
 */
public record Table(List<Column> columns, Map<String, String> provenance) {

    public Table {
        columns = List.copyOf(columns);
        provenance = new LinkedHashMap<>(provenance);
    }
}
