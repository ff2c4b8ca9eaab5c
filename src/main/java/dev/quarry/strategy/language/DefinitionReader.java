package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Faults;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.Parser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a definition part by part, and goes on after a fault so that all are reported at once. */
final class DefinitionReader {

    private static final List<String> FIELDS =
            List.of("name", "description", "parameters", "series", "long", "short", "atr", "defaults", "grids");
    private static final List<String> RULES = List.of("enter", "exit", "target");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final Faults faults = new Faults();
    private final Scope scope = new Scope(faults);
    private final CommonNames taken;
    private final Raw raw;

    DefinitionReader(CommonNames taken) {
        this.taken = taken;
        this.raw = new Raw(faults, taken);
    }

    Definition.Reading read(Map<String, ?> json) {
        Map<String, Object> object = raw.object("", json, "{\"name\": …}");
        raw.refuseOthers("", object.keySet(), FIELDS);
        String name = name(object.get("name"));
        String description = raw.shortText("description", object.get("description"), Limits.TEXT_CHARACTERS);
        if (isTooMuch(object.get("parameters"), "parameters", Limits.PARAMETERS)
                || isTooMuch(object.get("series"), "series", Limits.SERIES)
                || isTooMuch(object.get("grids"), "grids", Limits.GRIDS)) {
            return new Definition.Reading(Optional.empty(), faults.all());
        }
        Map<String, DeclaredParameter> parameters =
                new ParameterDeclarations(raw, scope).read(object.get("parameters"));
        Map<String, Object> series = raw.object("series", object.get("series"), "{\"up\": \"close > open\"}");
        Map<String, Object> longs = side(object, "long");
        Map<String, Object> shorts = side(object, "short");
        if (!isShortEnough(
                Stream.of(series.values(), longs.values(), shorts.values()).flatMap(values -> values.stream()))) {
            return new Definition.Reading(Optional.empty(), faults.all());
        }
        Map<String, Node> nodes = new SeriesDeclarations(raw, scope).read(series);
        Rules longSide = rules("long", longs);
        Rules shortSide = rules("short", shorts);
        Optional<Node> atr = rule("atr", object.get("atr"), Type.NUMBER, false);
        if (longs.get("enter") == null && shorts.get("enter") == null) {
            faults.add("long.enter", null, "a strategy needs `enter` in `long`, in `short` or in both");
        }
        parameters.replaceAll((parameter, declared) -> scope.windows.contains(parameter) && declared.maximum() == null
                ? declared.upTo(Limits.WINDOW)
                : declared);
        Settings settings = new Settings(raw, scope, taken, parameters);
        Map<String, Object> defaults = settings.defaults(object.get("defaults"));
        Map<String, Map<String, List<Object>>> grids = settings.grids(object.get("grids"));
        Timeframes places = new Timeframes(scope.timeframes);
        Stream.of(longSide.all(), shortSide.all(), atr.stream(), nodes.values().stream())
                .flatMap(found -> found)
                .distinct()
                .collect(java.util.stream.Collectors.collectingAndThen(
                        java.util.stream.Collectors.toList(), roots -> places.faults(roots, null)))
                .forEach(faults::add);
        if (!faults.isEmpty()) {
            return new Definition.Reading(Optional.empty(), faults.all());
        }
        String text = CanonicalText.of(object);
        return new Definition.Reading(
                Optional.of(new Definition(
                        name,
                        description == null ? "" : description,
                        parameters,
                        nodes,
                        longSide,
                        shortSide,
                        atr,
                        defaults,
                        grids,
                        text,
                        CanonicalText.digest(text),
                        places,
                        object)),
                List.of());
    }

    /** What is too much ends the reading: the faults of so many would help nobody. */
    private boolean isTooMuch(Object json, String field, int most) {
        boolean tooMuch = json instanceof Map<?, ?> map && map.size() > most;
        if (tooMuch) {
            int size = ((Map<?, ?>) json).size();
            faults.add(field, size, "a definition has at most " + most + " " + field + ", this one has " + size);
        }
        return tooMuch;
    }

    private String name(Object value) {
        String name = raw.text("name", value);
        if (value == null) {
            faults.add("name", null, "`name` is missing: what the strategy is called");
        } else if (name != null && (!NAME.matcher(name).matches() || name.length() > Limits.NAME_CHARACTERS)) {
            faults.add(
                    "name",
                    value,
                    "a strategy is named by letters from a to z, digits, `_` and `-`, a letter or digit first, at most "
                            + Limits.NAME_CHARACTERS);
        }
        return name;
    }

    private Map<String, Object> side(Map<String, Object> object, String side) {
        Map<String, Object> rules = raw.object(side, object.get(side), "{\"enter\": \"close > open\"}");
        raw.refuseOthers(side, rules.keySet(), RULES);
        Map<String, Object> known = new LinkedHashMap<>();
        RULES.forEach(rule -> known.put(rule, rules.get(rule)));
        return known;
    }

    private boolean isShortEnough(Stream<Object> texts) {
        long together = texts.filter(String.class::isInstance)
                .mapToLong(text -> Math.min(((String) text).length(), Limits.EXPRESSION_CHARACTERS + 1))
                .sum();
        if (together > Limits.CHARACTERS_TOGETHER) {
            faults.add(
                    "series",
                    together,
                    "the expressions of a definition have at most " + Limits.CHARACTERS_TOGETHER
                            + " characters together, these have " + together);
        }
        return together <= Limits.CHARACTERS_TOGETHER;
    }

    private Rules rules(String side, Map<String, Object> rules) {
        if (rules.get("enter") == null && (rules.get("exit") != null || rules.get("target") != null)) {
            faults.add(side + ".enter", null, "`" + side + "` says how to leave and not when to enter");
        }
        return new Rules(
                rule(side + ".enter", rules.get("enter"), Type.CONDITION, false),
                rule(side + ".exit", rules.get("exit"), Type.CONDITION, true),
                rule(side + ".target", rules.get("target"), Type.NUMBER, false));
    }

    private Optional<Node> rule(String field, Object value, Type type, boolean exit) {
        String text = raw.text(field, value);
        return text == null
                ? Optional.empty()
                : Parser.parse(field, text, faults).map(expression -> Typing.node(scope, expression, type, exit));
    }
}
