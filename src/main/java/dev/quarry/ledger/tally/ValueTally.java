package dev.quarry.ledger.tally;

import tools.jackson.databind.JsonNode;

/**
 * How the stored runs with one value of one varied parameter fared.
 *
 * @param parameter the name of the parameter
 * @param value its value: a number, a text, true, false or null
 * @param runs how they fared
 */
public record ValueTally(String parameter, JsonNode value, Tally runs) {

    /** This value in two searches together. */
    ValueTally plus(ValueTally other) {
        return new ValueTally(parameter, value, runs.plus(other.runs));
    }

    /** The value as a rule shows it: a text without quotes, anything else as in JSON. */
    public String text() {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
