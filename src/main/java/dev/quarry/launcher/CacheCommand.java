package dev.quarry.launcher;

import dev.quarry.launcher.loading.ClassPathJar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * {@code cache}: what makes later starts faster on JDK 25 and newer. A server of its own runs the demo on a data directory that is
 * thrown away, and the JVM writes which classes it loaded, linked, and how their methods were used (JEP 483, 514 and 515).
 */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = {
            "Run the demo once, on data that is thrown away, and write what the JVM learned to quarry.aot beside quarry.jar, so that",
            "later starts take two thirds of the time. JVM options such as -Xmx must be the same then. Needs JDK 25 or newer."
        })
final class CacheCommand implements Callable<Integer> {
    static final int NEEDED = 25;

    private static final int MINUTES = 15;

    /** What a server must not learn from: where the operator's database, broker and keys are. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER");

    @Override
    public Integer call() {
        requireJdk(Runtime.version().feature());
        Distribution distribution = Distribution.locate();
        Terminal terminal = new Terminal(System.out);
        Path data = null;
        try {
            data = Files.createTempDirectory("quarry-cache-");
            Path jar = distribution.home().resolve("quarry-cached.jar");
            ClassPathJar.write(jar, distribution.launcher(), UnpackedServer.classPath(distribution));
            Path cache = distribution.home().resolve("quarry.aot");
            train(jar, cache, data, terminal);
            terminal.step("Made " + cache + " (" + Files.size(cache) / 1_000_000 + " MB). Start with it by");
            terminal.line("java " + String.join(" ", jvmOptions())
                    + (jvmOptions().isEmpty() ? "" : " ") + "-XX:AOTCache=" + cache + " -jar " + jar + " serve");
            return 0;
        } catch (InterruptedException e) {
            return LaunchException.FAILURE;
        } catch (IOException e) {
            throw LaunchException.failure("The cache could not be written: " + e.getMessage() + ".", e);
        } finally {
            delete(data);
        }
    }

    /** @throws LaunchException when that version of Java makes no such cache */
    static void requireJdk(int feature) {
        if (feature < NEEDED) {
            throw LaunchException.failure("A cache needs JDK " + NEEDED + " or newer, this is Java " + feature
                    + "; run it with another one, for example $JAVA_HOME/bin/java -jar quarry.jar cache.");
        }
    }

    private static void train(Path jar, Path cache, Path data, Terminal terminal)
            throws IOException, InterruptedException {
        Path written = cache.resolveSibling(cache.getFileName() + ".new");
        Path output = data.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-XX:AOTCacheOutput=" + written, "-Xlog:aot=off", "-Xlog:aot*=off"));
        command.addAll(List.of("-jar", jar.toString(), "demo", "--exit"));
        command.addAll(List.of("--port", Integer.toString(Connectivity.freePort())));
        command.addAll(List.of("--data", data.resolve("data").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        terminal.step("Running the demo to learn from; a minute or two");
        Process demo = builder.start();
        Thread stop = new Thread(demo::destroy, "quarry-cache-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        if (!demo.waitFor(MINUTES, TimeUnit.MINUTES)) {
            demo.destroy();
            throw new IOException("the demo was not over after " + MINUTES + " minutes");
        }
        if (demo.exitValue() != 0 || !Files.exists(written)) {
            throw new IOException("the demo ended with " + demo.exitValue() + " and said\n" + lastLines(output));
        }
        Files.move(written, cache, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Those of this JVM, as a cache is only used with the same collector and the like. */
    private static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-XX:AOT"))
                .toList();
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static void delete(Path data) {
        try {
            if (data != null) {
                DataDirectory.deleteRecursively(data);
            }
        } catch (IOException e) {
            // It is in the folder for temporary files.
        }
    }
}
