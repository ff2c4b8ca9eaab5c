package dev.quarry.platform.http;

import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.ColumnType;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;

/**
 * A list that is answered as JSON, a page or some hundred objects, as a table: a column for each field, of a nested object
 * {@code outer_inner}, and a list in a field as its JSON. A field's values say what the column holds. A null of which
 * {@code <field>_infinite} says that it stands for infinity is infinite. Without a row there is no column.
 */
public final class ListedTable {

    private static final String INFINITE = "_infinite";

    /** Of a column in which nothing was found yet; such a list has no columns of choices. */
    private static final ColumnType UNKNOWN = ColumnType.CHOICE;

    /** A time as answers tell it. */
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})");

    private final List<Map<String, JsonNode>> rows = new ArrayList<>();
    private final Map<String, ColumnType> types = new LinkedHashMap<>();

    private ListedTable(Iterable<JsonNode> list, List<String> without) {
        for (JsonNode one : list) {
            Map<String, JsonNode> row = new LinkedHashMap<>();
            flatten("", one, without, row);
            row.keySet().stream()
                    .filter(name -> name.endsWith(INFINITE))
                    .toList()
                    .forEach(name -> {
                        String of = name.substring(0, name.length() - INFINITE.length());
                        if (row.remove(name).asBoolean()
                                && row.containsKey(of)
                                && row.get(of).isNull()) {
                            row.put(of, DoubleNode.valueOf(Double.POSITIVE_INFINITY));
                        }
                    });
            row.forEach((name, value) -> types.merge(name, type(value), ListedTable::common));
            rows.add(row);
        }
        // Where an object is missing its fields are columns already.
        Set<String> names = Set.copyOf(types.keySet());
        types.entrySet()
                .removeIf(one -> one.getValue() == UNKNOWN
                        && names.stream().anyMatch(name -> name.startsWith(one.getKey() + "_")));
        types.replaceAll((name, type) -> type == UNKNOWN ? ColumnType.TEXT : type);
    }

    /**
     * The table.
     *
     * @param name of the file, without its ending
     * @param list records, or what they are as JSON
     * @param provenance in the metadata
     * @param without fields that are left out
     */
    public static TableAnswer of(String name, List<?> list, Map<String, String> provenance, String... without) {
        ListedTable table = new ListedTable(
                list.stream()
                        .map(one -> (JsonNode) Json.MAPPER.valueToTree(one))
                        .toList(),
                List.of(without));
        List<Column> columns = table.types.entrySet().stream()
                .map(one -> new Column(one.getKey(), one.getValue(), 0, List.of()))
                .toList();
        return new TableAnswer(name, new Table(columns, provenance), table::write);
    }

    private static void flatten(String outer, JsonNode object, List<String> without, Map<String, JsonNode> row) {
        object.forEachEntry((name, value) -> {
            if (without.contains(name)) {
                return;
            }
            if (value.isObject()) {
                flatten(outer + name + "_", value, without, row);
            } else {
                row.put(outer + name, value);
            }
        });
    }

    private static ColumnType type(JsonNode value) {
        if (value.isNull()) {
            return UNKNOWN;
        }
        if (value.isBoolean()) {
            return ColumnType.FLAG;
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? ColumnType.INTEGER : ColumnType.REAL;
        }
        return value.isString() && INSTANT.matcher(value.asString()).matches() ? ColumnType.TIME : ColumnType.TEXT;
    }

    private static ColumnType common(ColumnType one, ColumnType other) {
        if (one == other || other == UNKNOWN) {
            return one;
        }
        if (one == UNKNOWN) {
            return other;
        }
        boolean numbers = (one == ColumnType.INTEGER || one == ColumnType.REAL)
                && (other == ColumnType.INTEGER || other == ColumnType.REAL);
        return numbers ? ColumnType.REAL : ColumnType.TEXT;
    }

    private void write(TableWriter to) throws IOException {
        for (Map<String, JsonNode> row : rows) {
            int at = 0;
            for (Map.Entry<String, ColumnType> column : types.entrySet()) {
                JsonNode value = row.get(column.getKey());
                if (value != null && !value.isNull()) {
                    write(to, at, column.getValue(), value);
                }
                at++;
            }
            to.endRow();
        }
    }

    private static void write(TableWriter to, int at, ColumnType type, JsonNode value) {
        switch (type) {
            case INTEGER -> to.number(at, value.asLong());
            case REAL -> to.real(at, value.asDouble());
            case FLAG -> to.flag(at, value.asBoolean());
            case TIME -> time(value.asString()).ifPresent(micros -> to.time(at, micros));
            default -> to.text(at, value.isString() ? value.asString() : value.toString());
        }
    }

    private static Optional<Long> time(String text) {
        return Timestamps.parse(text).map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
    }
}
