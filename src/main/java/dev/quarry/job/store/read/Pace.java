package dev.quarry.job.store.read;

import java.time.OffsetDateTime;

/**
 * How fast a job is, and when it will be done at that rate.
 *
 * @param perSecond units per second; null when unknown
 * @param secondsLeft from the moment when the rate was reported; null when unknown
 * @param end null when unknown
 */
record Pace(Double perSecond, Long secondsLeft, OffsetDateTime end) {

    private static final Pace UNKNOWN = new Pace(null, null, null);

    /** Forecasts beyond that are not shown. */
    private static final double MAX_SECONDS = 10 * 366 * 86_400.0;

    /**
     * @param perSecond null when unknown
     * @param left units
     * @param bounded false when it is unknown how many units there are
     * @param at when these figures were reported
     */
    static Pace of(Double perSecond, long left, boolean bounded, OffsetDateTime at) {
        if (perSecond == null || !Double.isFinite(perSecond) || perSecond < 0) {
            return UNKNOWN;
        }
        double seconds = Math.max(0, left) / perSecond;
        if (!bounded || at == null || !(seconds <= MAX_SECONDS)) {
            return new Pace(perSecond, null, null);
        }
        long whole = (long) Math.ceil(seconds);
        return new Pace(perSecond, whole, at.plusSeconds(whole));
    }
}
