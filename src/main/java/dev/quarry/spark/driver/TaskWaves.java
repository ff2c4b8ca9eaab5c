package dev.quarry.spark.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * The tasks of a search: each range over the first part of the series, then over the second one and so on. They are given to Spark in
 * waves, which end with about as many combinations as the largest grid has: a search with many trainings would otherwise fill the disk
 * with outcomes that the server has not read.
 */
final class TaskWaves {

    private final List<byte[]> parts;
    private final List<byte[]> ranges;
    private final long bytes;

    /** @param bytes of ranges after which a wave ends: a combination is about one */
    TaskWaves(List<byte[]> parts, List<byte[]> ranges, long bytes) {
        this.parts = parts;
        this.ranges = ranges;
        this.bytes = bytes;
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
        for (long taken = 0; end < tasks() && taken < bytes; end++) {
            taken += ranges.get(end % ranges.size()).length;
        }
        return end;
    }
}
