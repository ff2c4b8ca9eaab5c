package dev.quarry.search;

import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import dev.quarry.platform.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Into how many jobs one search is divided, so that several nodes share it.
 *
 * @param requested how many; 0 for as many as pay
 */
public record Shards(int requested) {

    /** The field of a request. */
    public static final String FIELD = "shards";

    /** What OpenAPI says of it. */
    public static final String ABOUT =
            "Into how many jobs the search is divided, so that several nodes share it: 1 to 1000, or auto for as many as pay with the"
                    + " nodes there are; 1 when absent. The result does not depend on it";

    private static final String AUTO = "auto";
    private static final int MOST = 1_000;

    /**
     * Seconds of work that make a part worth its while: five times what it takes to hand a job over and to make indicators and facets
     * a second time, 0.03 s as measured and as much again for the queue.
     */
    private static final double WORTH_A_PART = 0.3;

    /** So that a slow node, or one that died, holds up the others for less than a whole share. */
    private static final int PARTS_A_NODE = 2;

    /** What is wrong with a request's value. */
    public static Optional<Violation> fault(Object value) {
        boolean right =
                value == null || AUTO.equals(value) || value instanceof Integer number && number >= 1 && number <= MOST;
        return right
                ? Optional.empty()
                : Optional.of(new Violation(
                        FIELD, String.format(Locale.ROOT, "must be auto or from 1 to %d; was %s", MOST, value)));
    }

    /** What a value without a {@link #fault} means. */
    public static Shards of(Object value) {
        return new Shards(value == null ? 1 : AUTO.equals(value) ? 0 : (Integer) value);
    }

    /** Whether the search may be divided. */
    public boolean divides() {
        return requested != 1;
    }

    /**
     * How many parts a search gets; one means that it isn't divided.
     *
     * @param cost what it costs on one core: a part has at least as much of what is shared as it may repeat
     * @param workers the nodes of the cluster
     */
    public int parts(SearchCost cost, List<Worker> workers) {
        if (requested > 0) {
            return (int) Math.max(1, Math.min(requested, cost.combinations()));
        }
        long active = workers.stream()
                .filter(worker -> worker.state() == WorkerState.ACTIVE)
                .count();
        double worth = Math.min(cost.combinations(), cost.shared() / Math.max(WORTH_A_PART, cost.lines()));
        return active < 2 ? 1 : (int) Math.max(1, Math.min(MOST, Math.min(PARTS_A_NODE * active, worth)));
    }
}
