package dev.quarry.platform.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Passes sentences that must be read from a start to whoever started the server: the launcher prints them. */
public final class StartupNotes {

    /** The system property, with a line for each sentence. */
    static final String PROPERTY = "quarry.startup.notes";

    private StartupNotes() {}

    /** Adds a sentence. */
    public static synchronized void leave(String sentence) {
        System.setProperty(
                PROPERTY,
                Stream.concat(System.getProperty(PROPERTY, "").lines(), sentence.lines())
                        .collect(Collectors.joining("\n")));
    }

    /** Removes the sentences of an earlier start in this process. */
    static synchronized void begin() {
        System.clearProperty(PROPERTY);
    }
}
