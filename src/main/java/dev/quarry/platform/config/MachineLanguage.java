package dev.quarry.platform.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The language that a server's JVM takes from its machine. Servers convert the names of environment variables and
 * headers by its rules; where those have another capital letter for i, settings such as limits would silently not be
 * found.
 */
final class MachineLanguage {

    private MachineLanguage() {}

    /** One sentence when a server cannot work in that language. */
    static Optional<String> fault(Locale locale) {
        boolean plain =
                "i".toUpperCase(locale).equals("I") && "I".toLowerCase(locale).equals("i");
        return plain
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "In the language of this JVM (%s) the capital of the letter i is another one, so the server does"
                                + " not find its settings; start it with -Duser.language=en.",
                        locale));
    }
}
