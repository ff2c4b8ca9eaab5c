package dev.quarry.strategy;

import java.util.Map;

/**
 * Raw values that were checked, read by parameter; what is not among them has its default. Safe for any number of threads.
 */
public final class ParameterValues {

    private final ParameterReader reader;

    /** @param checked raw values by name, each of which its parameter can take */
    public ParameterValues(Map<String, ?> checked) {
        this.reader = new ParameterReader(checked);
    }

    /** The value of a parameter. */
    public <T> T get(Parameter<T> parameter) {
        return parameter.read(reader);
    }
}
