package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How long the packaged server takes to be ready on a data directory that exists, what CPU time that costs, by threads of
 * what kind, and how much memory it has then; once without and once with the JVM options of
 * {@code quarry.bench.start.options}, in turns, and with JDK 25 and newer once with the cache that {@code quarry.jar cache} makes. Reads {@code /proc}, so it is for Linux.
 */
public final class StartBench {

    private static final int ROUNDS = Integer.getInteger("quarry.bench.start.rounds", 5);
    private static final PrintStream OUT = System.out;

    private StartBench() {}

    private record Start(double seconds, double cpuSeconds, long megabytes, Map<String, Double> byThread) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Benches.words(System.getProperty("quarry.bench.start.options", ""));
        Path data = QuarryProcess.emptyDirectory("start-bench").resolve("data");
        start(data, List.of());
        List<Start> plain = new ArrayList<>();
        List<Start> changed = new ArrayList<>();
        List<Start> cached = new ArrayList<>();
        if (Runtime.version().feature() >= 25) {
            QuarryProcess.cache(QuarryProcess.packagedHome());
        }
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(start(data, List.of()));
            if (!options.isEmpty()) {
                changed.add(start(data, options));
            }
            if (Runtime.version().feature() >= 25) {
                cached.add(start(
                        data,
                        List.of("-XX:AOTCache=" + QuarryProcess.packagedHome().resolve("quarry.aot"))));
            }
        }
        print("as it is", plain);
        if (!changed.isEmpty()) {
            print(String.join(" ", options), changed);
        }
        if (!cached.isEmpty()) {
            print("with the cache", cached);
        }
    }

    private static Start start(Path data, List<String> jvmOptions) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (QuarryProcess server = QuarryProcess.serveWith(
                        QuarryProcess.packagedHome(), data, FreePort.next(), jvmOptions, Map.of())
                .awaitReady()) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            Start start = new Start(
                    seconds,
                    QuarryProcess.cpuSeconds(server.pid()),
                    residentMegabytes(server.pid()),
                    byThread(server.pid()));
            server.stop();
            return start;
        }
    }

    private static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** CPU seconds of the threads that are alive, those of one name together. */
    private static Map<String, Double> byThread(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String stat = Files.readString(thread.resolve("stat"));
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
                            .replaceAll("[-#/0-9 ]+$", "");
                    String[] fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ");
                    seconds.merge(name, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0, Double::sum);
                } catch (IOException e) {
                    // It has ended in the meantime.
                }
            }
        }
        return seconds;
    }

    private static void print(String what, List<Start> starts) {
        List<Start> sorted = starts.stream()
                .sorted(Comparator.comparingDouble(Start::seconds))
                .toList();
        Start median = sorted.get(sorted.size() / 2);
        OUT.printf(
                Locale.ROOT,
                "%s: ready after %.1f s (%.1f to %.1f), %.1f s of CPU, %d MB resident%n",
                what,
                median.seconds(),
                sorted.get(0).seconds(),
                sorted.get(sorted.size() - 1).seconds(),
                median.cpuSeconds(),
                median.megabytes());
        median.byThread().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(6)
                .forEach(thread -> OUT.printf(Locale.ROOT, "  %5.1f s  %s%n", thread.getValue(), thread.getKey()));
    }
}
