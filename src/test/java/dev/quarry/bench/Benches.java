package dev.quarry.bench;

import dev.quarry.calibration.Calibration;
import dev.quarry.calibration.SampledCalibration;
import dev.quarry.chaos.Chaos;
import dev.quarry.console.ConsoleScaleBench;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs what is measured by its name, {@code mvn -Pbench -Dquarry.bench=queue,start}, one after the other and each in a JVM
 * of its own, so that none is slowed or warmed by the one before. Every system property {@code quarry.…} and {@code maven.…} is theirs too
 * (their classes say which they read); {@code quarry.jvm.args} are options of their JVM, {@code -Xmx1g} unless given.
 */
public final class Benches {

    private static final String JVM_ARGS = "quarry.jvm.args";
    private static final Map<String, Bench> ALL = new LinkedHashMap<>();

    static {
        ALL.put("sweep", new Bench(SweepBench.class));
        ALL.put("samplers", new Bench(SamplerBench.class));
        ALL.put("strategies", new Bench(StrategiesBench.class));
        ALL.put("divided", new Bench(DividedGridBench.class));
        ALL.put("spark", new Bench(SparkBench.class));
        ALL.put("universe", new Bench(UniverseBench.class));
        ALL.put("plain", new Bench(PlainEngineBench.class));
        ALL.put("ledger", new Bench(LedgerBench.class));
        ALL.put("reads", new Bench(RunReadsBench.class));
        ALL.put("search", new Bench(RunSearchBenchmark.class));
        ALL.put("tables", new Bench(TableBench.class, "-Xmx256m"));
        ALL.put("retention", new Bench(RetentionBench.class));
        ALL.put("import", new Bench(IngestionBenchmark.class, "-Xmx512m"));
        ALL.put("push", new Bench(PushBench.class));
        ALL.put("prices", new Bench(PriceScaleBench.class));
        ALL.put("server", new Bench(ServerBench.class));
        ALL.put("start", new Bench(StartBench.class));
        ALL.put("queue", new Bench(QueueBench.class));
        ALL.put("wal", new Bench(WalBench.class));
        ALL.put("soak", new Bench(QueueSoak.class));
        ALL.put("streams", new Bench(StreamBench.class));
        ALL.put("console", new Bench(ConsoleScaleBench.class));
        ALL.put("chaos", new Bench(Chaos.class));
        ALL.put("calibration", new Bench(Calibration.class));
        ALL.put("sampled-calibration", new Bench(SampledCalibration.class));
    }

    private record Bench(Class<?> main, String... jvm) {}

    /** Why there is nothing measured; Maven prints it, and a trace of this class would say no more. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private Benches() {}

    /**
     * @param names of benches, separated by commas
     * @throws Refused when one has another name, before anything runs, or ends with another code than 0
     */
    public static void main(String... names) throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String name : String.join(",", names).split(",")) {
            commands.put(name.strip(), command(name.strip(), System.getProperties()));
        }
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            int code = run(command.getValue());
            if (code != 0) {
                throw new Refused("The bench " + command.getKey() + " ended with " + code + ".");
            }
        }
    }

    /** How the bench is started: the JVM that this one is of, its options, the properties that it may read, its class. */
    static List<String> command(String name, Properties properties) {
        Bench bench = ALL.get(name);
        if (bench == null) {
            throw new Refused("There is no bench \"" + name + "\". Name one or several, separated by commas, of "
                    + String.join(", ", ALL.keySet()) + ".");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(properties.getProperty(JVM_ARGS, "-Xmx1g")));
        command.addAll(List.of(bench.jvm()));
        properties.stringPropertyNames().stream()
                .filter(key -> key.matches("(quarry|maven)[.].*") && !key.equals(JVM_ARGS))
                .sorted()
                .forEach(key -> command.add("-D" + key + "=" + properties.getProperty(key)));
        command.addAll(List.of("-classpath", classPath(), bench.main().getName()));
        return command;
    }

    /** What blanks separate. */
    static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /** Maven gives this class a loader of its own; elsewhere it is on the class path of its JVM. */
    private static String classPath() {
        if (!(Benches.class.getClassLoader() instanceof URLClassLoader maven)) {
            return System.getProperty("java.class.path");
        }
        List<String> entries = new ArrayList<>();
        try {
            for (URL url : maven.getURLs()) {
                entries.add(Path.of(url.toURI()).toString());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread end = new Thread(process::destroy, "ends the bench with Maven");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }
}
