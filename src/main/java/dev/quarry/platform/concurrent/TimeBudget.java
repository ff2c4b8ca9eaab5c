package dev.quarry.platform.concurrent;

import dev.quarry.platform.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;

/**
 * A checkpoint for what a request waits for: work that calls it often ends with a 503 once it has taken too long, so that no
 * client holds a thread and a processor for minutes.
 */
public final class TimeBudget implements Runnable {

    private final Duration most;
    private final String advice;
    private final long startNanos = System.nanoTime();

    /**
     * Starts now.
     *
     * @param most how long the work may take
     * @param advice what would help, a sentence without its end
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
