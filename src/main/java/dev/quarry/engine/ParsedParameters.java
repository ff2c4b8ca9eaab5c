package dev.quarry.engine;

import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.ParameterFault;
import java.util.List;
import java.util.Optional;

/**
 * What reading a map of raw parameters gave: parameters, or every fault found.
 *
 * @param parameters present exactly when there are no faults
 * @param faults all faults, in the order of {@link StrategyParameters#names}, unknown names last
 */
public record ParsedParameters(Optional<StrategyParameters> parameters, List<ParameterFault> faults) {

    public ParsedParameters {
        faults = List.copyOf(faults);
        if (parameters.isPresent() != faults.isEmpty()) {
            throw new IllegalArgumentException("either parameters or faults");
        }
    }

    /** Whether there are parameters to run with. */
    public boolean valid() {
        return faults.isEmpty();
    }

    /**
     * The parameters.
     *
     * @throws InvalidParametersException naming every fault when there are none
     */
    public StrategyParameters orThrow() {
        return parameters.orElseThrow(() -> new InvalidParametersException(faults));
    }
}
