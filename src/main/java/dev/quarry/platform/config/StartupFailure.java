package dev.quarry.platform.config;

/** Passes one sentence from a failed start to whoever started the server: the launcher prints it and ends. */
public final class StartupFailure {

    /** The system property. */
    static final String PROPERTY = "quarry.startup.failure";

    private StartupFailure() {}

    /** Sets the sentence. */
    public static void leave(String sentence) {
        System.setProperty(PROPERTY, sentence);
    }
}
