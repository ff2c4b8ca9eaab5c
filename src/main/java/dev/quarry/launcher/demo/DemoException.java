package dev.quarry.launcher.demo;

/** The demonstration cannot go on; the message is one sentence for the terminal. */
final class DemoException extends RuntimeException {
    DemoException(String sentence) {
        super(sentence);
    }

    DemoException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
