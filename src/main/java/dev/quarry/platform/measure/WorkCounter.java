package dev.quarry.platform.measure;

/** Counts work that was done on this node. */
@FunctionalInterface
public interface WorkCounter {

    /** Counts nothing. */
    WorkCounter NONE = (work, amount) -> {};

    /** Adds an amount. Returns at once and never fails. */
    void add(Work work, long amount);
}
