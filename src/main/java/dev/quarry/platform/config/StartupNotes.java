package dev.quarry.platform.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a start leaves sentences that whoever started the server must read: the launcher prints them. */
public final class StartupNotes {

    /** The system property, a line for each sentence. */
    static final String PROPERTY = "quarry.startup.notes";

    private StartupNotes() {}

    /** Leaves one more sentence. */
    public static synchronized void leave(String sentence) {
        System.setProperty(
                PROPERTY,
                Stream.concat(System.getProperty(PROPERTY, "").lines(), sentence.lines())
                        .collect(Collectors.joining("\n")));
    }

    /** Forgets what an earlier start in this process has left. */
    static synchronized void begin() {
        System.clearProperty(PROPERTY);
    }
}
