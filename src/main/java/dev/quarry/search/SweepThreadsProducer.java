package dev.quarry.search;

import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.spark.SparkEngines;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the server's threads available to sweeps; {@code quarry.sweep.threads} bounds them, 0 means all cores. */
@Dependent
class SweepThreadsProducer {

    @Resource
    private ManagedExecutorService executor;

    @Produces
    @Dependent
    SweepThreads threads(
            @ConfigProperty(name = "quarry.sweep.threads", defaultValue = "0") int threads,
            WorkCounter counter,
            SparkEngines spark) {
        return new SweepThreads(
                executor, threads > 0 ? threads : Runtime.getRuntime().availableProcessors(), counter, spark);
    }
}
