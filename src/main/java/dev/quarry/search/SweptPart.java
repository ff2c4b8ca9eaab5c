package dev.quarry.search;

import dev.quarry.assessment.OutcomeSample;
import dev.quarry.platform.json.Described;
import java.util.List;

/**
 * What sweeping a part of a grid tells beside what it stored. What was best is named by its place in the grid, and run again where
 * all parts are put together: numbers need not be written out and read to the bit.
 */
public record SweptPart(
        @Described("Combinations that were tested") long tested,

        @Described("The combinations that could not be run") Failures failures,

        @Described("Places in the grid of the combinations that may be among the best of all")
        List<Long> best,

        @Described("The outcomes from which the search is assessed")
        Sample sample,

        @Described("How long this attempt took, seconds") double durationSeconds) {

    /** A sample of outcomes. */
    public record Sample(
            @Described("Combinations that were looked at") long taken,
            @Described("Combinations that could not be run") long failed,

            @Described("Hashes of outcomes, the smallest ones")
            long[] hashes,

            @Described("The first combination of each, its place in the grid")
            long[] indexes) {

        static Sample of(OutcomeSample.Part part) {
            return new Sample(part.taken(), part.failed(), part.hashes(), part.indexes());
        }
    }

    /** What a part told. */
    public static SweptPart of(
            long tested, Failures failures, List<Long> best, OutcomeSample sample, double durationSeconds) {
        return new SweptPart(tested, failures, best, Sample.of(sample.part()), durationSeconds);
    }

    /** The same without its sample. */
    public SweptPart withoutSample() {
        return new SweptPart(tested, failures, best, null, durationSeconds);
    }

    /** Adds its sample to that of the whole search; parts are added in grid order. */
    public void addTo(OutcomeSample whole) {
        whole.add(new OutcomeSample.Part(sample.taken, sample.failed, sample.hashes, sample.indexes));
    }
}
