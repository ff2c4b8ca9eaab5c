package dev.quarry.marketdata.file.text;

/** A line is not a bar. A bad file causes thousands of these, so it has no stack trace. */
public final class BadLineException extends Exception {

    public BadLineException(String reason) {
        super(reason, null, false, false);
    }
}
