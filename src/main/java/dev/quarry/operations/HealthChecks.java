package dev.quarry.operations;

import dev.quarry.job.Lane;
import dev.quarry.job.WorkerState;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.config.NodeRole;
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
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What {@code /health} tells. A check that takes longer than two seconds counts as DOWN: a hang is an answer too.
 *
 * <p>Live: the application is there. Started: the node has gone through its start once. Ready: it can do the work of its role
 * now. A node that runs no jobs is ready without the broker, because what it enqueues is safe in the database; it tells all
 * the same whether the broker is there.
 */
@ApplicationScoped
public class HealthChecks {

    private static final int PATIENCE_SECONDS = 2;

    private final Database database;
    private final WakeUps wakeUps;
    private final SchemaMigration schema;
    private final LaneConsumers consumers;
    private final NodeDrain node;
    private final NodeRole role;

    @EJB
    private Startup startup;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    public HealthChecks(
            Database database,
            WakeUps wakeUps,
            SchemaMigration schema,
            LaneConsumers consumers,
            NodeDrain node,
            NodeRole role) {
        this.database = database;
        this.wakeUps = wakeUps;
        this.schema = schema;
        this.consumers = consumers;
        this.node = node;
        this.role = role;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("live");
    }

    @Produces
    @org.eclipse.microprofile.health.Startup
    HealthCheck started() {
        return () -> check("started", startup::isStarted);
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> check("database", database::isReachable);
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> {
            HealthCheckResponse answer = check("broker", wakeUps::isBrokerReachable);
            return role.runsJobs()
                    ? answer
                    : HealthCheckResponse.named("broker")
                            .up()
                            .withData("reachable", answer.getStatus() == HealthCheckResponse.Status.UP)
                            .build();
        };
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

    /** Where no lane is served there is nothing to wait for, but for the node's end. */
    @Produces
    @Readiness
    HealthCheck consumers() {
        return () -> HealthCheckResponse.named("consumers")
                .status(consumers.areRunning() && node.state() == WorkerState.ACTIVE)
                .withData("role", role.code())
                .withData("lanes", lanes())
                .withData("state", node.state().code())
                .build();
    }

    private String lanes() {
        return consumers.served().stream().map(Lane::code).sorted().collect(Collectors.joining(","));
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
