package dev.quarry.launcher;

import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** What only a JDK of 25 or newer can do; CONTRIBUTING.md says how to run it with one. */
@EnabledForJreRange(minVersion = CacheCommand.NEEDED)
class CacheIT {

    @Test
    void a_server_starts_with_the_cache_that_the_demo_left_and_with_the_same_jar_without_one()
            throws IOException, InterruptedException {
        Path home = QuarryProcess.packagedHome();
        Path data = QuarryProcess.emptyDirectory("cache").resolve("data");
        Path cache = home.resolve("quarry.aot");
        List<String> options = List.of("-XX:AOTCache=" + cache);
        try {
            QuarryProcess.cache(home);
            // A server that could not use it would not start in this mode.
            start(home, data, List.of(options.get(0), "-XX:AOTMode=on"));
            Files.delete(cache);
            start(home, data, options);
        } finally {
            Files.deleteIfExists(cache);
            Files.deleteIfExists(home.resolve("quarry-cached.jar"));
        }
    }

    private static void start(Path home, Path data, List<String> options) throws InterruptedException {
        try (QuarryProcess server = QuarryProcess.serveWith(home, data, FreePort.next(), options, Map.of())
                .awaitReady()) {
            server.stop();
        }
    }
}
