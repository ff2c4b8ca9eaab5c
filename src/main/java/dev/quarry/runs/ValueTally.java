package dev.quarry.runs;

import dev.quarry.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * How the stored runs with one value of one varied parameter fared.
 *
 * @param parameter the name of the parameter
 * @param value its value: a number, a text, true, false or null
 * @param winners runs with this value that met their win criteria
 * @param winnerReturnSum the sum of the total returns of those winners, percent
 * @param losers runs with this value that did not
 */
public record ValueTally(String parameter, JsonNode value, long winners, double winnerReturnSum, long losers) {

    /** @param value the value as JSON text */
    static ValueTally of(String parameter, String value, long winners, double winnerReturnSum, long losers) {
        return new ValueTally(parameter, Json.MAPPER.readTree(value), winners, winnerReturnSum, losers);
    }

    /** The value as a rule shows it: a text without quotes, anything else as in JSON. */
    public String text() {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
