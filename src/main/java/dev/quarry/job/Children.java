package dev.quarry.job;

import java.util.stream.Stream;

/**
 * The children of a job as its fan-in step sees them, in the order in which they were fanned out. All of them are
 * final, so every reading gives the same. They are read page by page as the stream is consumed, so a step needs memory
 * only for what it keeps of them, however many there are and however large their results.
 */
public interface Children {

    /** How many children there are. */
    int size();

    /** How each ended, without payload and result, which are not read at all. */
    Stream<ChildEnd> ends();

    /** Each child with its payload and result. Do not collect the stream: keep only what is needed of each. */
    Stream<ChildResult> results();
}
