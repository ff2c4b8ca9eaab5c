package dev.quarry.launcher;

/**
 * A start that cannot continue. The message is one full sentence for the terminal, without secrets; the exit code is 1
 * for a failure and 2 for a wrong command line.
 */
final class LaunchException extends RuntimeException {
    static final int FAILURE = 1;
    static final int USAGE = 2;

    private final int exitCode;

    private LaunchException(String sentence, int exitCode, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    static LaunchException failure(String sentence) {
        return new LaunchException(sentence, FAILURE, null);
    }

    static LaunchException failure(String sentence, Throwable cause) {
        return new LaunchException(sentence, FAILURE, cause);
    }

    static LaunchException usage(String sentence) {
        return new LaunchException(sentence, USAGE, null);
    }

    int exitCode() {
        return exitCode;
    }
}
