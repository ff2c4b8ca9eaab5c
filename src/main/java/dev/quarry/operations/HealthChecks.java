package dev.quarry.operations;

import dev.quarry.job.WorkerState;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.migration.SchemaMigration;
import dev.quarry.platform.sql.Database;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** What {@code /health} tells. A check that takes longer than two seconds counts as DOWN: a hang is an answer too. */
@ApplicationScoped
public class HealthChecks {

    private static final int PATIENCE_SECONDS = 2;

    private final Database database;
    private final WakeUps wakeUps;
    private final SchemaMigration schema;
    private final LaneConsumers consumers;
    private final NodeDrain node;

    @EJB
    private Startup startup;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    public HealthChecks(
            Database database, WakeUps wakeUps, SchemaMigration schema, LaneConsumers consumers, NodeDrain node) {
        this.database = database;
        this.wakeUps = wakeUps;
        this.schema = schema;
        this.consumers = consumers;
        this.node = node;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("live");
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> check("database", database::isReachable);
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> check("broker", wakeUps::isBrokerReachable);
    }

    @Produces
    @Readiness
    HealthCheck migrations() {
        return () -> check("migrations", () -> startup.isStarted() && schema.isCurrent());
    }

    @Produces
    @Readiness
    HealthCheck startup() {
        return () -> check("startup", startup::isStarted);
    }

    @Produces
    @Readiness
    HealthCheck consumers() {
        return () -> check("consumers", () -> consumers.areRunning() && node.state() == WorkerState.ACTIVE);
    }

    private HealthCheckResponse check(String name, Callable<Boolean> isUp) {
        boolean up = false;
        try {
            up = executor.submit(isUp).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            return HealthCheckResponse.named(name)
                    .down()
                    .withData("error", e.getClass().getSimpleName())
                    .build();
        }
        return HealthCheckResponse.named(name).status(up).build();
    }
}
