package dev.quarry.marketdata.exchange;

/**
 * How often the whole cluster may call an exchange: a token bucket.
 *
 * @param perSecond requests per second in the long run, above zero
 * @param burst requests at once after a pause, at least 1
 */
public record RequestRate(double perSecond, int burst) {

    public RequestRate {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("a rate is above zero, with a burst of at least one");
        }
    }
}
