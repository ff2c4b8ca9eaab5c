package dev.quarry.search;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.strategy.rsibands.RsiBands;
import jakarta.validation.Validation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads payloads as an enqueue does, validator and all. */
public final class Payloads {

    /** The other interpolator needs an expression language, which only servers bring. */
    private static final PayloadReader READER = new PayloadReader(Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator());

    /** What names every parameter of a run; settings that are younger than the reference are named where they are on. */
    public static final Set<String> EVERY_PARAMETER =
            Set.copyOf(StrategyParameters.complete(RsiBands.STRATEGY, Map.of(), StrategyParameters.SEARCH_COMMISSION)
                    .keySet());

    private Payloads() {}

    /** The market fields, with the range of the sample prices. */
    public static ObjectNode market() {
        return object("""
                {"exchange": "bitstamp", "symbol": "BTCUSD", "timeframe": "30m",
                 "start_ts": "2014-01-01T00:00:00", "end_ts": "2014-07-15T19:00:00"}
                """);
    }

    /** The market fields and these members. */
    public static ObjectNode market(String members) {
        return market().setAll(object(members));
    }

    public static ObjectNode object(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }

    public static <P> P read(JsonNode payload, Class<P> type) {
        return READER.read(payload, type);
    }

    /** What a payload is refused for, reasons by field. */
    public static Map<String, String> faults(JsonNode payload, Class<?> type) {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> READER.read(payload, type));
        return refused.violations().stream().collect(Collectors.toMap(Violation::field, Violation::reason));
    }
}
