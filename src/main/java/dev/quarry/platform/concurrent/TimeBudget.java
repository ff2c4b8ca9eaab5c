package dev.quarry.platform.concurrent;

import dev.quarry.platform.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;

/**
 * A checkpoint for work that a request waits for: called often, it ends the work with a 503 once that has taken too
 * long, so that no client occupies a thread and a processor for minutes.
 */
public final class TimeBudget implements Runnable {

    private final Duration most;
    private final String advice;
    private final long startNanos = System.nanoTime();

    /**
     * A budget that begins now.
     *
     * @param most how long the work may take
     * @param advice what would help: a sentence without its full stop
     */
    public TimeBudget(Duration most, String advice) {
        this.most = most;
        this.advice = advice;
    }

    /** @throws ProblemException 503 when the time is over */
    @Override
    public void run() {
        if (System.nanoTime() - startNanos > most.toNanos()) {
            throw new ProblemException(
                    503,
                    "Takes too long",
                    String.format(Locale.ROOT, "This was stopped after %d s. %s", most.toSeconds(), advice));
        }
    }
}
