package dev.quarry.job.store;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.Sentence;
import java.time.Duration;

/**
 * Why an attempt ended without a result.
 *
 * @param error a sentence
 * @param outcome failed or timed out
 * @param pause how long to wait before the next attempt; null when there must not be another one
 */
public record Failure(String error, AttemptOutcome outcome, Duration pause) {
    public Failure {
        error = Sentence.cut(error);
    }

    /** A failure that another attempt would meet as well. */
    public static Failure lasting(String error) {
        return new Failure(error, AttemptOutcome.FAILED, null);
    }
}
