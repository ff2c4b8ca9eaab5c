package dev.quarry.sweep;

/** Receives how far a sweep has come, on the thread that runs it, several times a second. Throwing stops the sweep. */
@FunctionalInterface
public interface SweepProgress {

    /** Listens to nothing. */
    SweepProgress NONE = (done, total) -> {};

    /** {@code done} of {@code total} combinations are tested, failed or skipped. */
    void tested(long done, long total);
}
