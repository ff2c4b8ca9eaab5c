package dev.quarry.job.store.read;

import dev.quarry.platform.problem.ProblemException;
import java.time.Duration;

/** The time limit of searching a text in payloads and errors, for which there is no index. */
final class TextSearch {

    /** Longer than a page takes among a million jobs, and short enough that searches do not occupy all connections. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private TextSearch() {}

    /** The error that a client gets when the search took too long. */
    static ProblemException tookTooLong() {
        return new ProblemException(
                503,
                "Search took too long",
                "The search for the text was stopped after " + LIMIT.toSeconds()
                        + " s; it takes less with a range of time (created_from, created_to), a job_type or a status");
    }
}
