package dev.quarry.spark.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * The tasks of a search: each range over the first part of the series, then over the second one and so on. They are given to Spark in
 * waves, which end with about as many combinations as the largest grid has: a search with many trainings would otherwise fill the disk
 * with outcomes that the server has not read.
 */
final class TaskWaves {

    /** A combination is about a byte of a range. */
    private static final long MOST_BYTES = 16L << 20;

    private final List<byte[]> parts;
    private final List<byte[]> ranges;

    TaskWaves(List<byte[]> parts, List<byte[]> ranges) {
        this.parts = parts;
        this.ranges = ranges;
    }

    int tasks() {
        return parts.size() * ranges.size();
    }

    /** Two elements for each task: its part and its range. */
    List<byte[]> elements() {
        List<byte[]> elements = new ArrayList<>();
        for (byte[] part : parts) {
            for (byte[] range : ranges) {
                elements.add(part);
                elements.add(range);
            }
        }
        return elements;
    }

    /** The task after the last one of the wave that begins with that one. */
    int end(int first) {
        int end = first;
        for (long bytes = 0; end < tasks() && bytes < MOST_BYTES; end++) {
            bytes += ranges.get(end % ranges.size()).length;
        }
        return end;
    }
}
