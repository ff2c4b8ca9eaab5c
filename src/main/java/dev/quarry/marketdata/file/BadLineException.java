package dev.quarry.marketdata.file;

/** A line is no bar. Thrown by the thousand for a bad file, so it carries no stack trace. */
final class BadLineException extends Exception {

    BadLineException(String reason) {
        super(reason, null, false, false);
    }
}
