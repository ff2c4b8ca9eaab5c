package dev.quarry.job.run;

import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Claims one job at a time, unless all of the lane's last jobs on this node were short: jobs that run for less time
 * than a claim takes are claimed several at once. A single longer one ends that, so that in a mixed lane no short job
 * waits behind a long one.
 */
@ApplicationScoped
public class BatchSizer implements BatchSizes {

    private static final long SHORT_NANOS = 5_000_000;
    private static final int SOME_FROM = 32;
    private static final int MANY_FROM = 128;
    private static final int SOME = 4;
    private static final int MANY = 16;

    private final Map<Lane, AtomicInteger> streaks = new EnumMap<>(Lane.class);

    public BatchSizer() {
        for (Lane lane : Lane.values()) {
            streaks.put(lane, new AtomicInteger());
        }
    }

    @Override
    public int of(Lane lane) {
        int streak = streaks.get(lane).get();
        return streak < SOME_FROM ? 1 : streak < MANY_FROM ? SOME : MANY;
    }

    @Override
    public void ran(Lane lane, long nanos) {
        streaks.get(lane).getAndUpdate(streak -> nanos > SHORT_NANOS ? 0 : Math.min(MANY_FROM, streak + 1));
    }
}
