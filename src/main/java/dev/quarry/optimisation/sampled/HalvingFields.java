package dev.quarry.optimisation.sampled;

import dev.quarry.platform.json.Described;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The form of {@link Halving} in a request, for the API's description only.
 *
 * @param rungs see {@link Halving}
 * @param reduction see {@link Halving}
 */
public record HalvingFields(
        @Described(value = "How often a point is judged: the last time on all bars", title = "Rungs")
        @Min(2) @Max(Halving.MOST_RUNGS) Integer rungs,

        @Described(
                value =
                        "One in so many points is left by each rung, and each has so many times the bars of the one before",
                title = "Reduction")
        @Min(2) @Max(Halving.MOST_REDUCTION) Integer reduction) {

    public HalvingFields {
        rungs = rungs == null ? Integer.valueOf(Halving.DEFAULT_RUNGS) : rungs;
        reduction = reduction == null ? Integer.valueOf(Halving.DEFAULT_REDUCTION) : reduction;
    }
}
