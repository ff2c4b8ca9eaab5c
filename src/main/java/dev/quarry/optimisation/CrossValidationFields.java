package dev.quarry.optimisation;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.Violation;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.search.PurgedCrossValidation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;

/**
 * The form of the settings of {@link PurgedCrossValidation} in a request, for the API's description only: they are read
 * by their own reader, which also accepts numbers that are written as strings.
 *
 * @param groups see {@link PurgedCrossValidation}
 * @param testGroups see {@link PurgedCrossValidation}
 * @param embargoPct see {@link PurgedCrossValidation}
 */
record CrossValidationFields(
        @Described(value = "Into how many groups of whole days the range is cut", title = "Groups") @Min(3) @Max(32) Integer groups,

        @Described(value = "How many of them each split tests, and trains on the others", title = "Groups tested")
        @Min(1) Integer testGroups,

        @Described(
                value = "Bars after a tested group that are not trained on, in percent of all bars",
                title = "Embargo, percent")
        @Min(0) @Max(20) Double embargoPct) {

    CrossValidationFields {
        PurgedCrossValidation defaults = PurgedCrossValidation.read(new ParameterReader(Map.of()));
        groups = groups == null ? Integer.valueOf(defaults.groups()) : groups;
        testGroups = testGroups == null ? Integer.valueOf(defaults.testGroups()) : testGroups;
        embargoPct = embargoPct == null ? Double.valueOf(defaults.embargoPercent()) : embargoPct;
    }

    /** What is wrong with them, each named as {@code cpcv.x}. */
    static List<Violation> violations(Map<String, Object> cpcv) {
        ParameterReader groups = new ParameterReader(cpcv);
        PurgedCrossValidation.read(groups);
        return groups.faults().stream()
                .map(fault -> new Violation("cpcv." + fault.name(), fault.reason()))
                .toList();
    }
}
