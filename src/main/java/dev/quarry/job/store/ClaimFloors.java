package dev.quarry.job.store;

import dev.quarry.job.Lane;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers, for each lane, where its next due job was found last. Jobs that were queued since the whole lane was searched
 * are due later than that, unless {@link #forget} was called; those that it was not called for are found when the memory
 * expires. That is a tenth of a second after the search, and ten times as long as the search took where that is more: it
 * walks over what vacuum has not cleared up, which is everything while somebody holds an old snapshot.
 */
final class ClaimFloors {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** As often as the passes that look for what no worker came for. */
    private static final long MAX_FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int TIMES = 10;

    private final LongSupplier nanoTime;
    private final Map<Lane, Floor> floors = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();

    ClaimFloors(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param priority the highest with due jobs, or the last one that had some
     * @param runAt no unclaimed job of that priority was due earlier
     * @param nanos when the whole lane was searched
     * @param freshNanos how long after that it holds
     */
    record Floor(int priority, OffsetDateTime runAt, long epoch, long nanos, long freshNanos) {}

    /**
     * The state of the memory before a statement is sent.
     *
     * @param floor null when the whole lane must be searched
     */
    record Mark(Lane lane, Floor floor, long epoch, long nanos) {}

    Mark mark(Lane lane) {
        long now = nanoTime.getAsLong();
        long current = epoch.get();
        Floor floor = floors.get(lane);
        boolean holds = floor != null && floor.epoch == current && now - floor.nanos < floor.freshNanos;
        return new Mark(lane, holds ? floor : null, current, now);
    }

    /**
     * Remembers that the whole lane was searched since the mark.
     *
     * @param priority the priority of the first job that was found; null if there was none
     * @param runAt when that job was due
     * @param horizon no job that is committed from now on is due earlier, unless {@link #forget} is called
     */
    void set(Mark mark, Integer priority, OffsetDateTime runAt, OffsetDateTime horizon) {
        Floor before = floors.get(mark.lane);
        int current = priority != null ? priority : before != null ? before.priority : 0;
        OffsetDateTime from = runAt != null && runAt.isBefore(horizon) ? runAt : horizon;
        long took = nanoTime.getAsLong() - mark.nanos;
        long fresh = Math.max(FRESH_NANOS, Math.min(MAX_FRESH_NANOS, TIMES * took));
        floors.put(mark.lane, new Floor(current, from, mark.epoch, mark.nanos, fresh));
    }

    /** Goes on to where the next job was found from the mark's floor on; arguments as for {@link #set}. */
    void advance(Mark mark, OffsetDateTime runAt, OffsetDateTime horizon) {
        OffsetDateTime from = runAt.isBefore(horizon) ? runAt : horizon;
        if (from.isAfter(mark.floor.runAt)) {
            Floor old = mark.floor;
            floors.replace(mark.lane, old, new Floor(old.priority, from, old.epoch, old.nanos, old.freshNanos));
        }
    }

    /** Forgets the lane's place; searches that are under way are not remembered either. */
    void forget(Lane lane) {
        epoch.incrementAndGet();
        floors.computeIfPresent(lane, (key, floor) -> new Floor(floor.priority, floor.runAt, -1, floor.nanos, 0));
    }
}
