package dev.quarry.security;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits the rate of each caller by a bucket of {@code capacity} requests that is filled at {@code perSecond}. It is
 * kept in the node's memory, which stays bounded: callers whose bucket is full again are forgotten.
 */
public final class TokenBuckets {

    private static final int MAX_CALLERS = 10_000;

    private final double perNano;
    private final double capacity;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double requests, long at) {}

    /**
     * @param perSecond more than 0
     * @param capacity at least 1
     * @param nanoTime as {@link System#nanoTime()}
     */
    public TokenBuckets(double perSecond, double capacity, LongSupplier nanoTime) {
        this.perNano = perSecond / 1e9;
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** Counts one request of that caller; returns how many whole seconds it has to wait, 0 when it need not. */
    public int take(String caller) {
        long now = nanoTime.getAsLong();
        if (buckets.size() >= MAX_CALLERS) {
            buckets.values().removeIf(bucket -> filled(bucket, now) >= capacity);
        }
        if (buckets.size() >= MAX_CALLERS && !buckets.containsKey(caller)) {
            return 1;
        }
        boolean[] taken = new boolean[1];
        Bucket left = buckets.compute(caller, (name, before) -> {
            double filled = before == null ? capacity : filled(before, now);
            taken[0] = filled >= 1;
            return new Bucket(taken[0] ? filled - 1 : filled, now);
        });
        return taken[0] ? 0 : (int) Math.max(1, Math.ceil((1 - left.requests()) / perNano / 1e9));
    }

    private double filled(Bucket bucket, long now) {
        return Math.min(capacity, bucket.requests() + (now - bucket.at()) * perNano);
    }
}
