package dev.quarry.marketdata.store;

/** Candles are out of order, or some are stored already, so they cannot be appended. */
public final class NoAppendException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAppendException() {
        super("the candles are no continuation of their series", null, false, false);
    }
}
