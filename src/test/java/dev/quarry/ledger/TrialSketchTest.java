package dev.quarry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrialSketchTest {

    private final long[] hashes = new SplittableRandom(5).longs(300_000).toArray();

    @Test
    void few_distinct_hashes_are_counted_exactly_however_often_they_come() {
        long[] some = Arrays.copyOf(hashes, TrialSketch.KEPT - 1);

        TrialSketch sketch = TrialSketch.EMPTY.with(some).with(some).with(Arrays.copyOf(some, 100));

        assertThat(sketch.count()).isEqualTo(TrialSketch.KEPT - 1);
        assertThat(TrialSketch.EMPTY.with(new long[] {7, 7, -1, 7, -1}).count()).isEqualTo(2);
        assertThat(TrialSketch.EMPTY.count()).isZero();
    }

    @Test
    void many_are_estimated_within_three_standard_errors() {
        assertThat((double) TrialSketch.EMPTY.with(hashes).count())
                .isCloseTo(hashes.length, within(hashes.length * 0.025));
    }

    @Test
    void parts_that_overlap_join_to_the_sketch_of_the_whole() {
        TrialSketch whole = TrialSketch.EMPTY.with(hashes);
        TrialSketch parts = TrialSketch.EMPTY
                .with(Arrays.copyOfRange(hashes, 100_000, 300_000))
                .with(Arrays.copyOfRange(hashes, 0, 150_000));

        assertThat(parts.bytes()).isEqualTo(whole.bytes());
        assertThat(TrialSketch.of(whole.bytes()).with(hashes).bytes()).isEqualTo(whole.bytes());
    }

    @Test
    void nothing_new_gives_the_same_sketch() {
        TrialSketch whole = TrialSketch.EMPTY.with(hashes);

        assertThat(whole.with(hashes)).isSameAs(whole);
    }
}
