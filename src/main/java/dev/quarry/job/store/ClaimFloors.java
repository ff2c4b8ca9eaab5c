package dev.quarry.job.store;

import dev.quarry.job.Lane;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers, for each lane, where its next due job was found when the whole lane was last searched. Jobs that were
 * queued since then are due later than that, unless {@link #forget} was called; those that it was not called for are
 * found when the memory expires, a tenth of a second later.
 */
final class ClaimFloors {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanoTime;
    private final Map<Lane, Floor> floors = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();

    ClaimFloors(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param priority the highest with due jobs, or the last one that had some
     * @param runAt no unclaimed job of that priority was due earlier
     */
    record Floor(int priority, OffsetDateTime runAt, long epoch, long nanos) {}

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
        boolean holds = floor != null && floor.epoch == current && now - floor.nanos < FRESH_NANOS;
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
        floors.put(mark.lane, new Floor(current, from, mark.epoch, mark.nanos));
    }

    /** Forgets the lane's place; searches that are under way are not remembered either. */
    void forget(Lane lane) {
        epoch.incrementAndGet();
        floors.computeIfPresent(lane, (key, floor) -> new Floor(floor.priority, floor.runAt, -1, floor.nanos));
    }
}
