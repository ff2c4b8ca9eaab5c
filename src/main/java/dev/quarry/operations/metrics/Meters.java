package dev.quarry.operations.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The registry of this node's meters, those of its JVM among them. */
@ApplicationScoped
public class Meters {

    /** The text format, as Prometheus has read it since 2014. */
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = Logger.getLogger(Meters.class.getName());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<MeterBinder> jvm = List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());

    @PostConstruct
    void start() {
        jvm.forEach(binder -> binder.bindTo(registry));
    }

    /** The registry in which meters are created. */
    MeterRegistry registry() {
        return registry;
    }

    /** All meters as they are now. */
    String scrape() {
        return registry.scrape(MEDIA_TYPE);
    }

    /** Closes what the collectors' listeners would otherwise keep in memory after the application's end. */
    @PreDestroy
    void end() {
        for (MeterBinder binder : jvm) {
            if (binder instanceof AutoCloseable listening) {
                try {
                    listening.close();
                } catch (Exception e) {
                    LOG.log(Level.FINE, "A meter could not be closed", e);
                }
            }
        }
        registry.close();
    }
}
