package dev.quarry.job.store;

import dev.quarry.job.Lane;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Where a lane's next due job was to be found when all of the lane was last looked at, for each lane. What was queued
 * since then is due later than that, unless somebody says otherwise ({@link #forget}); what nobody told of is found when
 * the memory is too old, a tenth of a second later.
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
     * @param runAt no job of that priority that is not claimed was due before
     */
    record Floor(int priority, OffsetDateTime runAt, long epoch, long nanos) {}

    /**
     * The state of the memory before a statement is sent.
     *
     * @param floor null when all must be looked at
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
     * All of the lane was looked at since the mark.
     *
     * @param priority of the first job that was found; null if there was none
     * @param runAt of that job
     * @param horizon nothing that is committed from now on is due before, unless somebody tells
     */
    void set(Mark mark, Integer priority, OffsetDateTime runAt, OffsetDateTime horizon) {
        Floor before = floors.get(mark.lane);
        int current = priority != null ? priority : before != null ? before.priority : 0;
        OffsetDateTime from = runAt != null && runAt.isBefore(horizon) ? runAt : horizon;
        floors.put(mark.lane, new Floor(current, from, mark.epoch, mark.nanos));
    }

    /** Somebody tells: also what is being looked at now does not count. */
    void forget(Lane lane) {
        epoch.incrementAndGet();
        floors.computeIfPresent(lane, (key, floor) -> new Floor(floor.priority, floor.runAt, -1, floor.nanos));
    }
}
