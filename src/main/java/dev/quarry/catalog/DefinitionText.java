package dev.quarry.catalog;

import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.CommonNames;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads definitions as JSON brings them, and judges the common settings in them, of which the language knows the names only. */
public final class DefinitionText {

    /** A definition as large as its limits allow, with long descriptions and grids, has a quarter of that. */
    static final int MAX_CHARACTERS = 200_000;

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** What a request says beside the parameters of a strategy. */
    private static final CommonNames TAKEN = new CommonNames(
            Stream.concat(SharedSettings.ALL.stream().map(Parameter::name), Stream.of("atr_len"))
                    .collect(Collectors.toSet()),
            Stream.concat(
                            StrategyParameters.IGNORED_NAMES.stream(),
                            Stream.of("strategy", "as_of", Warmup.NAME, Adjust.NAME, FundingSource.NAME))
                    .collect(Collectors.toSet()));

    private DefinitionText() {}

    /** The definition, or everything that is wrong with it. */
    public static Definition.Reading read(JsonNode json) {
        int characters = json.toString().length();
        if (characters > MAX_CHARACTERS) {
            return refused(Fault.of(
                    "",
                    "",
                    String.format(
                            Locale.ROOT,
                            "a definition has at most %d characters as JSON, this one has %d",
                            MAX_CHARACTERS,
                            characters)));
        }
        if (!json.isObject()) {
            return refused(Fault.of("", json.toString(), "a definition is a JSON object"));
        }
        Definition.Reading reading = Definition.read(Json.MAPPER.convertValue(json, OBJECT), TAKEN);
        List<Fault> faults =
                reading.definition().map(DefinitionText::settingFaults).orElse(List.of());
        return faults.isEmpty() ? reading : new Definition.Reading(Optional.empty(), faults);
    }

    /** The same definition with that name first, unless it has one. */
    static JsonNode named(JsonNode json, String name) {
        if (!(json instanceof ObjectNode object) || object.hasNonNull("name")) {
            return json;
        }
        ObjectNode named = object.objectNode().put("name", name);
        object.properties().stream()
                .filter(field -> !field.getKey().equals("name"))
                .forEach(field -> named.set(field.getKey(), field.getValue()));
        return named;
    }

    /** As a problem detail tells it. */
    public static Violation violation(Fault fault) {
        return new Violation(
                fault.field(),
                fault.message(),
                new Violation.Place(fault.line(), fault.column(), fault.text(), fault.message(), fault.suggestion()));
    }

    private static Definition.Reading refused(Fault fault) {
        return new Definition.Reading(Optional.empty(), List.of(fault));
    }

    private static List<Fault> settingFaults(Definition definition) {
        List<Fault> faults = new ArrayList<>();
        DefinedStrategy strategy = DefinedStrategy.of(definition);
        Map<String, Object> defaults = definition.defaults();
        for (ParameterFault fault : StrategyParameters.parse(strategy, defaults, StrategyParameters.SERVICE_COMMISSION)
                .faults()) {
            faults.add(fault("defaults." + fault.name(), fault, defaults.get(fault.name())));
        }
        definition
                .grids()
                .forEach((grid, values) -> values.forEach((name, list) -> {
                    if (TAKEN.settings().contains(name)) {
                        for (Object value : list) {
                            StrategyParameters.faultsOf(strategy, name, value)
                                    .forEach(fault -> faults.add(fault("grids." + grid + "." + name, fault, value)));
                        }
                    }
                }));
        return faults.stream().limit(Limits.FAULTS).toList();
    }

    private static Fault fault(String field, ParameterFault fault, Object value) {
        return Fault.of(field, value, "`" + fault.name() + "` " + fault.reason());
    }
}
