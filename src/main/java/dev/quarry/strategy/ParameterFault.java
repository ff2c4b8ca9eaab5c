package dev.quarry.strategy;

/**
 * One thing that is wrong with a set of parameters.
 *
 * @param name the parameter, as the request spells it
 * @param reason what it must be, to be read after the name: "must be a number"
 */
public record ParameterFault(String name, String reason) {

    @Override
    public String toString() {
        return name + " " + reason;
    }
}
