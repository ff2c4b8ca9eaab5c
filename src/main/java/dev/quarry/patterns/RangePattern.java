package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;

/** How often a fifth of a parameter's range wins. */
public record RangePattern(
        @Described("The parameter") String parameter,
        @Described("Which fifth, from 0") int bucket,

        @Described("Where it begins, inclusive, two decimals")
        double rangeStart,

        @Described("Where it ends, two decimals; exclusive, but inclusive for the last fifth")
        double rangeEnd,

        @Described("Runs with a value in it") long totalCount,
        @Described("Winners among them") long winnerCount,

        @Described("Winners among them, a fraction, three decimals")
        double winnerRate,

        @JsonUnwrapped Significance significance) {

    RangePattern with(Significance judged) {
        return new RangePattern(parameter, bucket, rangeStart, rangeEnd, totalCount, winnerCount, winnerRate, judged);
    }
}
