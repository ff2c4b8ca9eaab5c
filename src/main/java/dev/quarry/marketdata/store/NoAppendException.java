package dev.quarry.marketdata.store;

/** Candles are out of order, or some are there already, so they cannot just be put behind the others. */
public final class NoAppendException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAppendException() {
        super("the candles are no continuation of their series", null, false, false);
    }
}
