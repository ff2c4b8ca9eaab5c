package dev.quarry.strategy.language;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A strategy as its author wrote it, read and typed. Immutable.
 *
 * @param name what it is called
 * @param description for people; empty where there is none
 * @param parameters by name, in the order they were written
 * @param series the named series, in the order they were written
 * @param longSide when it buys
 * @param shortSide when it sells
 * @param atr the price line that stands for ATR in stops and sizes; empty where it is the common one
 * @param defaults of common settings, as JSON has them; a null switches a limit off
 * @param grids by name: values of parameters and common settings, in the order they were written
 * @param text the definition as one text, equal for equal definitions
 * @param digest SHA-256 of the text, 64 hexadecimal digits
 * @param places where timeframes are named
 * @param written what it was read from, so that another process can read it again
 */
public record Definition(
        String name,
        String description,
        Map<String, DeclaredParameter> parameters,
        Map<String, Node> series,
        Rules longSide,
        Rules shortSide,
        Optional<Node> atr,
        Map<String, Object> defaults,
        Map<String, Map<String, List<Object>>> grids,
        String text,
        String digest,
        Timeframes places,
        Map<String, Object> written) {

    public Definition {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        Map<String, Map<String, List<Object>>> copies = new LinkedHashMap<>();
        grids.forEach((grid, values) -> copies.put(grid, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
        grids = Collections.unmodifiableMap(copies);
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    /**
     * Reads a definition.
     *
     * @param json as a JSON parser gives it: maps, lists, texts, numbers, truth values, null
     * @param taken the names that it can't give to its own parameters and series
     */
    public static Reading read(Map<String, ?> json, CommonNames taken) {
        return new DefinitionReader(taken).read(json);
    }

    /** A definition, or what is wrong with it: one of the two is there. */
    public record Reading(Optional<Definition> definition, List<Fault> faults) {}

    /** The lines and conditions that trading asks for, series aside that none of them names. */
    public List<Node> roots() {
        return Stream.of(longSide.all(), shortSide.all(), atr.stream())
                .flatMap(nodes -> nodes)
                .distinct()
                .toList();
    }

    /** The same and every named series. */
    public List<Node> rootsAndSeries() {
        return Stream.concat(roots().stream(), series.values().stream())
                .distinct()
                .toList();
    }

    /** What can't be computed on bars of that timeframe. */
    public List<Fault> faultsOn(Timeframe market) {
        return places.faults(rootsAndSeries(), market);
    }

    /** The value of each parameter where none is given. */
    public GivenValues fallbacks() {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((parameter, declared) -> values.put(parameter, declared.fallback()));
        return new GivenValues(values);
    }

    /**
     * Values as a request gives them, the rest as the definition has it.
     *
     * @param given right values of parameters of this definition, see {@link #faultsOf}
     */
    public GivenValues values(Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>(fallbacks().values());
        given.forEach((parameter, value) ->
                values.put(parameter, parameters.get(parameter).value(value)));
        return new GivenValues(values);
    }

    /** What is wrong with values as a request gives them, each with the parameter's name as its field. */
    public List<Fault> faultsOf(Map<String, ?> given) {
        List<Fault> faults = new ArrayList<>();
        given.forEach((parameter, value) -> {
            DeclaredParameter known = parameters.get(parameter);
            if (known == null) {
                String nearest = Suggestions.nearest(parameter, parameters.keySet());
                faults.add(Fault.of(
                        parameter, value, "`" + Fault.cut(parameter) + "` is no parameter of " + name, nearest));
            } else {
                known.fault(value)
                        .ifPresent(rule -> faults.add(Fault.of(parameter, value, "`" + parameter + "` " + rule)));
            }
        });
        return faults;
    }
}
