package dev.quarry.operations.metrics;

import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import io.micrometer.core.instrument.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** Counts the work of features. */
@ApplicationScoped
public class MeteredWork implements WorkCounter {

    private final Map<Work, Counter> counters = new EnumMap<>(Work.class);

    @Inject
    public MeteredWork(Meters meters) {
        for (Work work : Work.values()) {
            counters.put(
                    work,
                    Counter.builder("quarry." + work.code().replace('_', '.'))
                            .description(description(work))
                            .register(meters.registry()));
        }
    }

    /** Shows every counter at zero before anything is counted. */
    public void begin() {
        counters.values().forEach(counter -> counter.increment(0));
    }

    @Override
    public void add(Work work, long amount) {
        counters.get(work).increment(amount);
    }

    private static String description(Work work) {
        return switch (work) {
            case SWEEP_COMBINATIONS -> "Combinations of parameters that sweeps of this node have back-tested";
            case INGESTION_BARS -> "Price bars that this node has added or replaced";
        };
    }
}
