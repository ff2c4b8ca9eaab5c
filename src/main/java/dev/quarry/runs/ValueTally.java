package dev.quarry.runs;

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

    /** This value in two searches together. */
    ValueTally plus(ValueTally other) {
        return new ValueTally(
                parameter,
                value,
                winners + other.winners,
                winnerReturnSum + other.winnerReturnSum,
                losers + other.losers);
    }

    /** The value as a rule shows it: a text without quotes, anything else as in JSON. */
    public String text() {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
