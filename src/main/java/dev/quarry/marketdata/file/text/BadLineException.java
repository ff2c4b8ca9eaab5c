package dev.quarry.marketdata.file.text;

/** A line is no bar. Thrown by the thousand for a bad file, so it carries no stack trace. */
public final class BadLineException extends Exception {

    public BadLineException(String reason) {
        super(reason, null, false, false);
    }
}
