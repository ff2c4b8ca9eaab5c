package dev.quarry.bench;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.container.ThreeNodes;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.platform.json.Json;
import dev.quarry.spark.SparkCluster;
import dev.quarry.spark.TestSpark;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints how long the same grids on the same prices take by this virtual machine, by three worker nodes, by Spark on threads of its
 * driver, and by a standalone cluster of two workers, all on this machine, whose cores they share; how much of it Spark takes until
 * its first range is done; and from it from which size on a cluster of so many cores pays.
 */
public final class SparkBench {

    private static final int CORES = 2;
    private static final int PARTS = 6;
    private static final String[] HOTSPOT = {
        "spark.driver.extraJavaOptions=-XX:+UseSerialGC",
        "spark.executor.extraJavaOptions=-XX:+UseSerialGC",
        "spark.driver.memory=512m",
        "spark.executor.memory=512m",
        "spark.executor.cores=1"
    };

    private final ExecutorService threads = Executors.newFixedThreadPool(CORES);
    private final List<Sized> grids = new ArrayList<>();

    /**
     * A grid.
     *
     * @param strategy as requests name it; null for the built-in family
     */
    private record Sized(String name, String strategy, Map<String, ?> values, SweepPlan plan) {

        long combinations() {
            return plan.combinations().size();
        }
    }

    /**
     * A sweep.
     *
     * @param first seconds until the first range was there
     * @param all seconds
     */
    private record Took(double first, double all) {}

    private SparkBench() {
        Map<String, ?> comprehensive = BuiltInGrids.optimisation().get("comprehensive");
        Map<String, ?> discovery = BuiltInGrids.discovery().get("discovery");
        Strategy turtle = new StrategyCatalog(null).requested("turtle_trading").strategy();
        Map<String, ?> channels = Map.of(
                "entry_bars", steps(30, 10),
                "exit_bars", steps(28, 5),
                "n_bars", steps(10, 5),
                "stop_atr_mult", List.of(1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0),
                "trend", List.of(false, true),
                "use_stop", List.of(false, true));
        add("built-in family, comprehensive", null, RsiBands.STRATEGY, comprehensive);
        add("built-in family, DISCOVERY", null, RsiBands.STRATEGY, discovery);
        add("turtle_trading", "turtle_trading", turtle, channels);
    }

    public static void main(String[] args) throws Exception {
        new SparkBench().run();
    }

    private void add(String name, String strategy, Strategy of, Map<String, ?> values) {
        Combinations searched = Combinations.searchable(Grid.ofChecked(of, values), Map.of(), () -> {});
        grids.add(new Sized(name, strategy, values, SweepPlan.of(searched, Map.of())));
    }

    private static List<Object> steps(int count, int each) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(k -> (Object) (k * each))
                .toList();
    }

    private void run() throws Exception {
        TestSpark.install();
        List<Took> local = new ArrayList<>();
        for (Sized grid : grids) {
            sweep(grid, engine());
            local.add(sweep(grid, engine()));
        }
        threads.shutdown();
        List<Double> nodes = new ArrayList<>();
        try (ThreeNodes three = new ThreeNodes(Map.of("JDK_JAVA_OPTIONS", "-XX:MaxRAM=1g"))) {
            for (Sized grid : grids) {
                onNodes(three, grid);
                nodes.add(onNodes(three, grid));
            }
        }
        List<Took> driver = onSpark("local[" + CORES + "]");
        List<Took> cluster;
        try (SparkCluster standalone = new SparkCluster()) {
            cluster = onSpark(standalone.master());
        }
        print(local, nodes, driver, cluster);
    }

    private SweepEngine engine() {
        return new FastSweep(new IndicatorCache(SampleBars.bars()), threads, CORES);
    }

    private static Took sweep(Sized grid, SweepEngine engine) {
        long started = System.nanoTime();
        double[] first = {0};
        engine.runInChunks(grid.plan, SweepProgress.NONE, chunk -> {
            if (first[0] == 0) {
                first[0] = (System.nanoTime() - started) / 1e9;
            }
        });
        return new Took(first[0], (System.nanoTime() - started) / 1e9);
    }

    private List<Took> onSpark(String master) throws Exception {
        List<Took> took = new ArrayList<>();
        for (Sized grid : grids) {
            took.add(sweep(
                    grid,
                    TestSpark.only(
                            master, new IndicatorCache(SampleBars.bars()), new RecordingJobContext(1), HOTSPOT)));
        }
        return took;
    }

    /** A whole optimisation, from its request to its verdict. */
    private static double onNodes(ThreeNodes three, Sized grid) {
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree("{" + ThreeNodes.MARKET + "}");
        request.put("shards", PARTS).set("param_grid", Json.MAPPER.valueToTree(grid.values));
        if (grid.strategy != null) {
            request.put("strategy", grid.strategy);
        }
        long started = System.nanoTime();
        three.api().await(three.api().enqueue("/v1/optimize", request.toString()), "succeeded");
        return (System.nanoTime() - started) / 1e9;
    }

    private void print(List<Took> local, List<Double> nodes, List<Took> driver, List<Took> cluster) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%nThe same grids on %,d bars; this machine has %d cores, and all share them (load before: %s)%n",
                SampleBars.bars().size(),
                Runtime.getRuntime().availableProcessors(),
                Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.printf(
                Locale.ROOT,
                "%-32s%-26s%10s%20s%22s%n",
                "grid",
                "swept by",
                "seconds",
                "combinations/s",
                "first range after s");
        for (int i = 0; i < grids.size(); i++) {
            Sized grid = grids.get(i);
            String name = String.format(Locale.ROOT, "%s, %,d", grid.name, grid.combinations());
            System.out.println(name);
            line(grid, CORES + " threads of this JVM", local.get(i).all, "");
            line(grid, "3 nodes, with verdict", nodes.get(i), "");
            line(grid, "Spark local[" + CORES + "]", driver.get(i).all, seconds(driver.get(i).first));
            line(grid, "Spark, 2 workers", cluster.get(i).all, seconds(cluster.get(i).first));
        }
        double start = Math.max(median(driver), median(cluster));
        Sized largest = grids.get(1);
        double each = (driver.get(1).all - driver.get(1).first - local.get(1).all) / largest.combinations();
        System.out.printf(
                Locale.ROOT,
                "%nSpark takes %.1f s until its first range, and local[%d] %.2f us more for each combination of %s than this JVM: that is"
                        + " reading what was found.%nA cluster of n cores pays where this node with %d takes s seconds without"
                        + " that, s (1 - %d / n) > %.1f:",
                start,
                CORES,
                1e6 * each,
                largest.name,
                CORES,
                CORES,
                start);
        for (int cores : new int[] {4, 8, 16, 64}) {
            System.out.printf(Locale.ROOT, "  n = %d: %.0f s", cores, start / (1 - (double) CORES / cores));
        }
        System.out.println();
    }

    private static double median(List<Took> took) {
        return took.stream().mapToDouble(Took::first).sorted().toArray()[took.size() / 2];
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static void line(Sized grid, String by, double seconds, String first) {
        System.out.printf(
                Locale.ROOT, "%-32s%-26s%10.2f%,20.0f%22s%n", "", by, seconds, grid.combinations() / seconds, first);
    }
}
