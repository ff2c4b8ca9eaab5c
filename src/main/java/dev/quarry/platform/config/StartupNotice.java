package dev.quarry.platform.config;

/** Where a start leaves a sentence that whoever started the server must read: the launcher prints it. */
public final class StartupNotice {

    /** The system property. */
    static final String PROPERTY = "quarry.startup.notice";

    private StartupNotice() {}

    /** Leaves the sentence. */
    public static void leave(String sentence) {
        System.setProperty(PROPERTY, sentence);
    }
}
