package dev.quarry.discovery;

import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.StoredGrid;
import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.ColumnType;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter that varied in one of several searches, as a column: of whole numbers, numbers or truth values where all its values
 * are such, else of texts. A search in which it did not vary has the value that it was given there.
 */
final class ParameterColumn {

    private static final String PREFIX = "param_";

    private final Column column;
    private final Map<Long, Values> bySetup = new HashMap<>();

    /** @param setups the searches by key */
    ParameterColumn(String name, Map<Long, RunSetup> setups) {
        Map<Long, List<Object>> values = new HashMap<>();
        setups.forEach((key, setup) -> values.put(key, values(setup, name)));
        ColumnType type = type(values.values());
        LinkedHashSet<String> texts = new LinkedHashSet<>();
        if (type == ColumnType.CHOICE) {
            values.values().forEach(some -> some.stream()
                    .filter(Objects::nonNull)
                    .map(ParameterColumn::text)
                    .forEach(texts::add));
        }
        List<String> choices = List.copyOf(texts);
        this.column = new Column(PREFIX + name, type, 0, choices);
        Map<String, Integer> places = new HashMap<>();
        choices.forEach(choice -> places.put(choice, places.size()));
        setups.forEach((key, setup) -> {
            long stride = setup.grid().containsKey(name) ? new StoredGrid(setup.grid()).stride(name) : 1;
            bySetup.put(key, Values.of(stride, values.get(key), places, type));
        });
    }

    private static List<Object> values(RunSetup setup, String name) {
        List<Object> varied = setup.grid().get(name);
        if (varied != null) {
            return varied;
        }
        List<Object> fixed = new ArrayList<>();
        fixed.add(setup.fixedParams().get(name));
        return fixed;
    }

    private static ColumnType type(Iterable<List<Object>> values) {
        boolean whole = true;
        boolean numbers = true;
        boolean flags = true;
        for (List<Object> some : values) {
            for (Object value : some) {
                whole &= value == null || value instanceof Integer || value instanceof Long;
                numbers &= value == null || value instanceof Number;
                flags &= value == null || value instanceof Boolean;
            }
        }
        return whole ? ColumnType.INTEGER : numbers ? ColumnType.REAL : flags ? ColumnType.FLAG : ColumnType.CHOICE;
    }

    /** What is no text is told as JSON. */
    private static String text(Object value) {
        return value instanceof String text ? text : Json.MAPPER.writeValueAsString(value);
    }

    Column column() {
        return column;
    }

    /** Writes the value of a run. */
    void write(TableWriter to, int at, long setup, long index) {
        Values values = bySetup.get(setup);
        int choice = (int) (index / values.stride % values.there.length);
        if (values.there[choice]) {
            switch (column.type()) {
                case INTEGER -> to.number(at, values.whole[choice]);
                case REAL -> to.real(at, values.numbers[choice]);
                case FLAG -> to.flag(at, values.whole[choice] != 0);
                default -> to.choice(at, (int) values.whole[choice]);
            }
        }
    }

    /**
     * The values that a search gave it.
     *
     * @param stride how far apart two neighbouring ones are in the index
     */
    private record Values(long stride, boolean[] there, long[] whole, double[] numbers) {

        static Values of(long stride, List<Object> values, Map<String, Integer> places, ColumnType type) {
            Values made =
                    new Values(stride, new boolean[values.size()], new long[values.size()], new double[values.size()]);
            for (int k = 0; k < values.size(); k++) {
                Object value = values.get(k);
                made.there[k] = value != null;
                if (value != null && type == ColumnType.CHOICE) {
                    made.whole[k] = places.get(text(value));
                } else if (value instanceof Number number) {
                    made.whole[k] = number.longValue();
                    made.numbers[k] = number.doubleValue();
                } else if (value instanceof Boolean flag) {
                    made.whole[k] = flag ? 1 : 0;
                }
            }
            return made;
        }
    }
}
