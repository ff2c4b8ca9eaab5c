package dev.quarry.chaos.jobs;

/**
 * What a chaos job does.
 *
 * @param number which job of the run it is; the harness's own name for it
 * @param millis how long it works
 * @param failures in how many of its first attempts it throws an error that may pass
 * @param bad whether it fails for good instead of succeeding
 * @param children how many children it fans out into after its work
 * @param deaf whether it works without a checkpoint, so that only the fence can stop it
 */
public record ChaosRequest(long number, int millis, int failures, boolean bad, int children, boolean deaf) {

    /** A child of this one, whose number is the same. */
    ChaosRequest child(int childMillis) {
        return new ChaosRequest(number, childMillis, 0, false, 0, false);
    }
}
