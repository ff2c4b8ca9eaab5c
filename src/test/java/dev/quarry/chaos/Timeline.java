package dev.quarry.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the harness did to the cluster, and what it saw meanwhile. */
final class Timeline {

    /** A SIGKILL of a node whose worker had that name. */
    record NodeKill(String worker, Instant at) {}

    /**
     * A SIGKILL of broker or database.
     *
     * @param readyMillis from its return until every node that was not under another fault said that it is ready
     * @param firstJobMillis from its return until a job succeeded
     */
    record Outage(String what, Instant killed, Instant back, long readyMillis, long firstJobMillis) {}

    /** A node that was frozen longer than its lease while it ran a job. */
    record Freeze(long jobId, long token, Instant frozen, Instant woken) {}

    /** A parent whose node, or the node of whose child, was killed. */
    record FamilyKill(long jobId, int children, boolean waiting) {}

    /** A time in which some node could not hear of a cancel: frozen, or without its database. */
    record Deaf(Instant from, Instant to) {}

    final List<Deaf> deaf = new CopyOnWriteArrayList<>();
    final List<NodeKill> nodeKills = new CopyOnWriteArrayList<>();
    final List<Outage> outages = new CopyOnWriteArrayList<>();
    final List<Freeze> freezes = new CopyOnWriteArrayList<>();
    final List<FamilyKill> familyKills = new CopyOnWriteArrayList<>();
    /** How often each kind of fault happened. */
    final Map<String, AtomicInteger> faults = new ConcurrentSkipListMap<>();
    /** Enqueues while the broker was away, and those of them that were not a 200. */
    final AtomicInteger brokerProbes = new AtomicInteger();

    final List<String> brokerProbesRefused = new CopyOnWriteArrayList<>();
    /** Enqueues while the database was away, and those of them that were not a 503 with Retry-After. */
    final AtomicInteger databaseProbes = new AtomicInteger();

    final List<String> databaseProbesUnclean = new CopyOnWriteArrayList<>();

    void count(String fault) {
        faults.computeIfAbsent(fault, f -> new AtomicInteger()).incrementAndGet();
    }

    /** True when every node could hear of a cancel then, and for a second after. */
    boolean couldHear(Instant time) {
        return deaf.stream().noneMatch(d -> time.isAfter(d.from().minusSeconds(1)) && time.isBefore(d.to()));
    }

    int kills() {
        return nodeKills.size() + outages.size();
    }
}
