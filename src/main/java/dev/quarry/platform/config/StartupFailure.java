package dev.quarry.platform.config;

/** Where a start that fails leaves one sentence for whoever started the server: the launcher prints it and ends. */
public final class StartupFailure {

    /** The system property. */
    static final String PROPERTY = "quarry.startup.failure";

    private StartupFailure() {}

    /** Leaves the sentence. */
    public static void leave(String sentence) {
        System.setProperty(PROPERTY, sentence);
    }
}
