package dev.quarry.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Spark is and what it may do.
 *
 * @param master the cluster, as Spark names it; empty where none is configured
 * @param home the directory with Spark's {@code jars}; empty where none is known
 * @param conf Spark's own settings, as {@code name=value}
 * @param ranges into how many ranges a grid is cut at most
 * @param start how long the cluster may take until the first range runs
 * @param stall how long it may then take until one more range is done
 * @param work where a sweep's files are while it runs
 * @param output where executors store the runs of discoveries, as a URI; empty where the ledger does
 */
record SparkConfiguration(
        Optional<String> master,
        Optional<Path> home,
        List<String> conf,
        int ranges,
        Duration start,
        Duration stall,
        Path work,
        Optional<String> output) {

    /** Whether driver and cluster are on this machine, where nothing need listen to the network. */
    boolean onThisMachine() {
        String name = master.orElse("");
        return name.startsWith("local") || name.matches("spark://(localhost|127\\.0\\.0\\.1):[0-9]+");
    }

    /** Whether threads of the driver are the cluster. */
    boolean inTheDriver() {
        return master.orElse("").startsWith("local");
    }
}
