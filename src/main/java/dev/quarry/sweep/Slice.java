package dev.quarry.sweep;

/**
 * Some of things that follow one another.
 *
 * @param from the first, counted from 0
 * @param to the one after the last
 */
public record Slice(long from, long to) {

    /**
     * One of several slices of about the same size, which all together are everything. The first ones are one larger where they
     * can't all be equal.
     *
     * @param size how many things there are
     * @param part which slice, from 0
     */
    public static Slice of(long size, int part, int parts) {
        return new Slice(start(size, part, parts), start(size, part + 1, parts));
    }

    private static long start(long size, int part, int parts) {
        return size / parts * part + Math.min(part, size % parts);
    }

    /** How many there are. */
    public long size() {
        return to - from;
    }

    /** What of it falls on things of which {@code before} come first and which are {@code size}, counted from their own start. */
    public Slice of(long before, long size) {
        long first = Math.min(size, Math.max(0, from - before));
        return new Slice(first, Math.max(first, Math.min(size, to - before)));
    }
}
