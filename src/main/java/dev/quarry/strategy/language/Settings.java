package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the defaults and grids of a definition. Values of its own parameters are held against their types and ranges; those of
 * common settings against nothing but that JSON has them as one value, for whoever knows the settings to judge.
 */
final class Settings {

    private final Raw raw;
    private final Scope scope;
    private final CommonNames taken;
    private final Map<String, DeclaredParameter> parameters;

    Settings(Raw raw, Scope scope, CommonNames taken, Map<String, DeclaredParameter> parameters) {
        this.raw = raw;
        this.scope = scope;
        this.taken = taken;
        this.parameters = parameters;
    }

    Map<String, Object> defaults(Object json) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        raw.object("defaults", json, "{\"use_stop\": true}").forEach((name, value) -> {
            String field = "defaults." + Fault.cut(name);
            if (scope.faults.isFull()) {
                return;
            }
            if (scope.isParameter(name)) {
                scope.faults.add(field, value, "`" + name + "` is a parameter: its default stands in `parameters`");
            } else if (!taken.settings().contains(name)) {
                String nearest = Suggestions.nearest(name, taken.settings());
                scope.faults.add(Fault.of(field, name, "`" + Fault.cut(name) + "` is no common setting", nearest));
            } else if (value != null) {
                single(field, name, value).ifPresent(known -> defaults.put(name, known));
            } else {
                defaults.put(name, null);
            }
        });
        return defaults;
    }

    Map<String, Map<String, List<Object>>> grids(Object json) {
        Map<String, Object> object = raw.object("grids", json, "{\"quick\": {\"n\": [10, 20]}}");
        Map<String, Map<String, List<Object>>> grids = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        object.forEach((name, value) -> {
            String field = "grids." + Fault.cut(name);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*") || name.length() > Limits.NAME_CHARACTERS) {
                scope.faults.add(field, name, "a grid is named by letters, digits, `_` and `-`");
            } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
                scope.faults.add(field, name, "another grid has that name: upper and lower case make no difference");
            } else if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
                scope.faults.add(field, value, "a grid is an object such as {\"n\": [10, 20]}");
            } else {
                grids.put(name, grid(field, raw.object(field, value, "")));
            }
        });
        return grids;
    }

    private Map<String, List<Object>> grid(String field, Map<String, Object> object) {
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            String place = field + "." + Fault.cut(name);
            if (scope.faults.isFull()) {
                return;
            }
            if (!scope.isParameter(name) && !taken.settings().contains(name)) {
                TreeSet<String> known = new TreeSet<>(taken.settings());
                known.addAll(parameters.keySet());
                scope.faults.add(Fault.of(
                        place,
                        name,
                        "`" + Fault.cut(name) + "` is neither a parameter nor a common setting",
                        Suggestions.nearest(name, known)));
            } else if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > Limits.GRID_VALUES) {
                scope.faults.add(place, value, "`" + name + "` needs a list of 1 to " + Limits.GRID_VALUES + " values");
            } else {
                grid.put(name, values(place, name, list));
            }
        });
        return grid;
    }

    private List<Object> values(String field, String name, List<?> list) {
        List<Object> values = new ArrayList<>();
        for (Object element : list) {
            if (scope.faults.isFull()) {
                break;
            }
            single(field, name, element).ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    private Optional<Object> single(String field, String name, Object value) {
        DeclaredParameter parameter = parameters.get(name);
        if (parameter != null) {
            Optional<String> fault = parameter.fault(value);
            fault.ifPresent(rule -> scope.faults.add(field, value, "`" + name + "` " + rule));
            return fault.isPresent() ? Optional.empty() : Optional.of(parameter.value(value));
        }
        if (value instanceof String text) {
            return Optional.ofNullable(raw.shortText(field, text, Limits.TEXT_CHARACTERS));
        }
        if (value instanceof Boolean || value instanceof Number number && DeclaredParameter.isReadable(number, false)) {
            return Optional.of(value);
        }
        scope.faults.add(field, value, "`" + name + "` must be a number, a text, true or false");
        return Optional.empty();
    }
}
