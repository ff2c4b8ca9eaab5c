package dev.quarry.ledger.query;

import dev.quarry.platform.json.Described;
import java.util.List;

/** The distribution of a figure over runs. */
public record RunDistribution(
        @Described("The figure's name") String metric,

        @Described("How many runs have a finite value of it")
        long runs,

        @Described("Bins of equal width from the least to the greatest; none without runs, one when all have the same")
        List<Bin> bins) {

    /** A part of the figure's range. */
    public record Bin(
            @Described("Lower end, inclusive") double from,

            @Described("Upper end, exclusive but in the last bin")
            double to,

            @Described("How many runs lie in it") long runs,

            @Described("How many of these runs met their win criteria")
            long winners) {}
}
