package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of a definition. */
final class ParameterDeclarations {

    private static final List<String> FIELDS =
            List.of("type", "default", "minimum", "maximum", "choices", "description", "only_if");
    private static final String EXAMPLE = "{\"type\": \"integer\", \"default\": 20, \"minimum\": 1, \"maximum\": 500}";

    private final Raw raw;
    private final Scope scope;

    ParameterDeclarations(Raw raw, Scope scope) {
        this.raw = raw;
        this.scope = scope;
    }

    /** Those that are right, by name; all are declared. */
    Map<String, DeclaredParameter> read(Object json) {
        Map<String, Object> object = raw.object("parameters", json, "{\"n\": " + EXAMPLE + "}");
        Map<String, DeclaredParameter> parameters = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            String field = "parameters." + name;
            DeclaredParameter parameter = raw.isName(field, name) ? parameter(field, name, value) : null;
            scope.declare(name, parameter);
            if (parameter != null) {
                parameters.put(name, parameter);
            }
        });
        parameters.values().forEach(parameter -> checkSwitch(parameters, parameter));
        return parameters;
    }

    private DeclaredParameter parameter(String field, String name, Object json) {
        int before = scope.faults.size();
        Map<String, Object> object = raw.object(field, json, EXAMPLE);
        if (json == null) {
            scope.faults.add(field, null, "`" + field + "` must be an object such as " + EXAMPLE);
        }
        raw.refuseOthers(field, object.keySet(), FIELDS);
        Optional<ParameterType> type = ParameterType.of(object.get("type"));
        if (type.isEmpty()) {
            if (json instanceof Map) {
                Object given = object.get("type");
                String nearest = Suggestions.nearest(String.valueOf(given), ParameterType.texts());
                scope.faults.add(Fault.of(
                        field + ".type",
                        given,
                        "the type of a parameter must be one of " + String.join(", ", ParameterType.texts()),
                        nearest));
            }
            return null;
        }
        String description = raw.shortText(field + ".description", object.get("description"), Limits.TEXT_CHARACTERS);
        DeclaredParameter parameter = new DeclaredParameter(
                name,
                type.get(),
                null,
                bound(field + ".minimum", object.get("minimum"), type.get()),
                bound(field + ".maximum", object.get("maximum"), type.get()),
                description == null ? "" : description,
                raw.text(field + ".only_if", object.get("only_if")),
                choices(field + ".choices", object.get("choices"), type.get()));
        if (parameter.minimum() != null && parameter.maximum() != null && parameter.minimum() > parameter.maximum()) {
            scope.faults.add(field + ".minimum", object.get("minimum"), "`minimum` must not be above `maximum`");
        }
        return scope.faults.size() == before ? withFallback(field, parameter, object) : null;
    }

    private DeclaredParameter withFallback(String field, DeclaredParameter parameter, Map<String, Object> object) {
        Object value = object.get("default");
        Optional<String> fault = value == null ? Optional.of("is missing") : parameter.fault(value);
        if (fault.isPresent()) {
            scope.faults.add(field + ".default", value, "the default of `" + parameter.name() + "` " + fault.get());
            return null;
        }
        return new DeclaredParameter(
                parameter.name(),
                parameter.type(),
                parameter.value(value),
                parameter.minimum(),
                parameter.maximum(),
                parameter.description(),
                parameter.onlyIf(),
                parameter.choices());
    }

    private Double bound(String field, Object value, ParameterType type) {
        if (value == null) {
            return null;
        }
        boolean whole = type == ParameterType.INTEGER;
        if (!whole && type != ParameterType.NUMBER) {
            scope.faults.add(field, value, "only an integer or a number has a minimum and a maximum");
            return null;
        }
        if (!(value instanceof Number number) || !DeclaredParameter.isReadable(number, whole)) {
            scope.faults.add(field, value, "`" + field + "` must be a " + (whole ? "whole number" : "number"));
            return null;
        }
        return number.doubleValue();
    }

    private List<String> choices(String field, Object value, ParameterType type) {
        if (type != ParameterType.CHOICE) {
            if (value != null) {
                scope.faults.add(field, value, "only a choice has choices");
            }
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > Limits.CHOICES) {
            scope.faults.add(
                    field,
                    value,
                    "a choice has a list of 1 to " + Limits.CHOICES + " texts, such as [\"fast\", \"slow\"]");
            return List.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object element : list) {
            String text = element == null ? "" : raw.shortText(field, element, Limits.NAME_CHARACTERS);
            if (text == null) {
                continue;
            }
            if (text.isEmpty() || !texts.add(text)) {
                scope.faults.add(field, text, "the texts of a choice are not empty and each stands there once");
            } else if (text.indexOf('"') >= 0 && text.indexOf('\'') >= 0 || text.indexOf('\n') >= 0) {
                scope.faults.add(
                        field,
                        text,
                        "a text of a choice holds one kind of quote and no line end, or no rule can name it");
            }
        }
        return new ArrayList<>(texts);
    }

    /** What switches a parameter off is a boolean, and nothing switches itself off by way of others. */
    private void checkSwitch(Map<String, DeclaredParameter> parameters, DeclaredParameter parameter) {
        String field = "parameters." + parameter.name() + ".only_if";
        String onlyIf = parameter.onlyIf();
        if (onlyIf == null) {
            return;
        }
        if (scope.isParameter(onlyIf) && scope.parameter(onlyIf) == null) {
            return; // its own fault is reported
        }
        DeclaredParameter control = parameters.get(onlyIf);
        if (control == null || control.type() != ParameterType.BOOLEAN) {
            List<String> booleans = parameters.values().stream()
                    .filter(other -> other.type() == ParameterType.BOOLEAN)
                    .map(DeclaredParameter::name)
                    .toList();
            String nearest = control == null ? Suggestions.nearest(onlyIf, booleans) : null;
            scope.faults.add(
                    Fault.of(field, onlyIf, "`only_if` must name a boolean parameter of the definition", nearest));
            return;
        }
        DeclaredParameter at = control;
        for (int steps = 0; at != null && at.onlyIf() != null && steps <= parameters.size(); steps++) {
            if (at.onlyIf().equals(parameter.name()) || onlyIf.equals(parameter.name())) {
                scope.faults.add(field, onlyIf, "`" + parameter.name() + "` would switch itself off");
                return;
            }
            at = parameters.get(at.onlyIf());
        }
    }
}
