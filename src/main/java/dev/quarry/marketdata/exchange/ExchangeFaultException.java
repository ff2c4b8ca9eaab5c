package dev.quarry.marketdata.exchange;

import java.time.Duration;
import java.util.Optional;

/** An exchange did not answer, or not with candles. */
public final class ExchangeFaultException extends RuntimeException {

    /** What the fault means for another try. */
    public enum Kind {
        /** Called too often: no node of the cluster calls before the pause is over. */
        LIMITED,
        /** Down, too slow, or its answer was cut off or garbled: another try may help. */
        UNAVAILABLE,
        /** It will not answer this request, however often it is repeated. */
        REFUSED
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    private ExchangeFaultException(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** @param retryAfter the pause that the exchange asked for; null when it did not say */
    public static ExchangeFaultException limited(String message, Duration retryAfter) {
        return new ExchangeFaultException(Kind.LIMITED, message, retryAfter, null);
    }

    /** @param retryAfter the pause that the exchange asked for; null when it did not say */
    public static ExchangeFaultException unavailable(String message, Duration retryAfter, Throwable cause) {
        return new ExchangeFaultException(Kind.UNAVAILABLE, message, retryAfter, cause);
    }

    /** An answer that is cut off, or is not what the exchange documents. */
    public static ExchangeFaultException garbled(String message, Throwable cause) {
        return unavailable(message, null, cause);
    }

    /** @param message one sentence for the user */
    public static ExchangeFaultException refused(String message) {
        return new ExchangeFaultException(Kind.REFUSED, message, null, null);
    }

    public Kind kind() {
        return kind;
    }

    /** The pause that the exchange requested. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
