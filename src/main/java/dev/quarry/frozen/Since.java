package dev.quarry.frozen;

import dev.quarry.forward.Expectation;
import dev.quarry.forward.Figures;
import java.time.OffsetDateTime;

/**
 * What came of a winner since it was frozen.
 *
 * @param outcome {@code below}, {@code inside} or {@code above} the band of its return, or {@code cannot_tell}
 * @param sentence that in plain words
 * @param outOfSample its figures
 * @param expected the range to be expected after as many days, by the returns of the search
 * @param dataDigest identifies the bars by content, including those before them from which indicators are computed
 * @param dataAsOf the {@code as_of} that gives them again; null where they have not changed since Quarry began to
 *     record changes
 * @param engineVersion of the engine that ran it
 */
record Since(
        String outcome,
        String sentence,
        Figures outOfSample,
        Expectation expected,
        String dataDigest,
        OffsetDateTime dataAsOf,
        String engineVersion) {}
