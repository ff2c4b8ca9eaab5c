package dev.quarry.strategy;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters were used although they have faults; the message names all of them. */
public final class InvalidParametersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<ParameterFault> faults;

    public InvalidParametersException(List<ParameterFault> faults) {
        super(faults.stream().map(ParameterFault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the parameters. */
    public List<ParameterFault> faults() {
        return faults;
    }
}
