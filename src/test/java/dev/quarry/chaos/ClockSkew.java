package dev.quarry.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wrong clock for one process, by libfaketime: preloaded, it shifts what the C library says of the time of day, which is
 * what the JVM asks. A Java agent would only reach code that was compiled after it, and no native code. The monotonic clock
 * stays right, as it does on a machine whose time of day is wrong.
 */
final class ClockSkew {

    /** What to type where the library is missing. */
    static final String INSTALL = "apt-get install libfaketime   (or: dnf install libfaketime)";

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib64/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/faketime/libfaketime.so.1"));

    private ClockSkew() {}

    static boolean isPossible() {
        return library().isPresent();
    }

    /** The environment of a process whose clock is wrong by that much; empty when it is not or cannot be. */
    static Map<String, String> environment(Duration wrongBy) {
        if (wrongBy.isZero() || library().isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "LD_PRELOAD",
                library().get().toString(),
                "FAKETIME",
                (wrongBy.isNegative() ? "" : "+") + wrongBy.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Its remedy for waits on the monotonic clock makes every wait of a JVM return at once.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static Optional<Path> library() {
        return PLACES.stream().filter(Files::exists).findFirst();
    }
}
