package dev.quarry.job;

import java.util.stream.Stream;

/**
 * The children of a job as its fan-in step sees them, in the order in which they were fanned out. All of them are final, so
 * each reading gives the same. They are read as the stream is followed, a page at a time: what a step keeps of them is what it
 * needs memory for, however many there are and however large their results.
 */
public interface Children {

    /** How many there are. */
    int size();

    /** How each ended, without payload and result, which are not even read. */
    Stream<ChildEnd> ends();

    /** Each with its payload and result. Do not collect these: keep what is needed of each. */
    Stream<ChildResult> results();
}
