package dev.quarry.mcp;

import dev.quarry.platform.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whose sessions there are: a bounded number of them, each its caller's only, forgotten when it is idle. Guarded by itself.
 */
final class McpSessions {

    private final int max;
    private final long idleNanos;
    private final LongSupplier clock;
    private final Map<String, Session> sessions = new HashMap<>();
    private int beginning;

    private record Session(String owner, long usedAt) {}

    /** @param clock nanoseconds that only grow */
    McpSessions(int max, Duration idle, LongSupplier clock) {
        this.max = max;
        this.idleNanos = idle.toNanos();
        this.clock = clock;
    }

    /**
     * Keeps a place for a session that begins; {@link #begun} takes it or gives it back.
     *
     * @throws ProblemException 503 when there are too many
     */
    synchronized void begin() {
        long now = clock.getAsLong();
        sessions.values().removeIf(session -> now - session.usedAt() > idleNanos);
        if (sessions.size() + beginning >= max) {
            throw new ProblemException(
                    503,
                    "Too busy",
                    "This node has " + max + " sessions of agents, as many as it may have (quarry.mcp.sessions.max);"
                            + " end one, or wait until one is idle");
        }
        beginning++;
    }

    /** @param id null where the session did not begin */
    synchronized void begun(String id, String owner) {
        beginning--;
        if (id != null) {
            sessions.put(id, new Session(owner, clock.getAsLong()));
        }
    }

    /**
     * Notes that a session is used.
     *
     * @throws ProblemException 404 when the caller has no such session, which tells clients to begin another
     */
    synchronized void use(String id, String owner) {
        long now = clock.getAsLong();
        Session session = sessions.get(id);
        if (session == null || !session.owner().equals(owner) || now - session.usedAt() > idleNanos) {
            throw ProblemException.notFound("You have no such session, or it was idle for too long: begin another");
        }
        sessions.put(id, new Session(owner, now));
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }
}
