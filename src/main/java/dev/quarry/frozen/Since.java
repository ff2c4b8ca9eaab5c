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
 * @param expected what those of the search led to expect of as many days
 * @param dataDigest identifies the bars, those before them from which indicators begin included
 * @param dataAsOf the {@code as_of} that gives them again; null where they have not changed since such times are kept
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
