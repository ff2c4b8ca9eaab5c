package dev.quarry.platform.http;

import dev.quarry.platform.problem.PendingJobException;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The problem that an exception is for a client, whatever it is sent by. */
public final class ThrownProblem {

    private static final Logger LOG = Logger.getLogger(ThrownProblem.class.getName());

    private ThrownProblem() {}

    /** Never fails; what is no fault of the client's is logged. */
    public static Problem of(Throwable thrown) {
        ProblemException problem = within(thrown);
        if (problem != null) {
            return new Problem(
                    "about:blank",
                    problem.title(),
                    problem.status(),
                    problem.getMessage(),
                    problem.violations(),
                    problem instanceof PendingJobException pending ? pending.jobId() : null);
        }
        if (ProblemMapper.isDatabaseAway(thrown)) {
            LOG.log(Level.WARNING, "The database cannot be reached: {0}", thrown.getMessage());
            return new Problem(
                    503, "Database unavailable", "The database cannot be reached; try again shortly", List.of());
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.SEVERE, "Request failed, reference " + reference, thrown);
        return new Problem(500, "Internal error", "Something went wrong; the log has it under " + reference, List.of());
    }

    /** The problem that was thrown, also within exceptions of the platform; null where there is none. */
    static ProblemException within(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof ProblemException problem) {
                return problem;
            }
        }
        return null;
    }
}
