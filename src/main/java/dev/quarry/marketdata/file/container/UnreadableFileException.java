package dev.quarry.marketdata.file.container;

/** The file as a whole is not what it should be; the message is a sentence for its sender. */
public final class UnreadableFileException extends RuntimeException {

    public UnreadableFileException(String message) {
        super(message);
    }
}
