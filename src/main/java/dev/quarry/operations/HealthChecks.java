package dev.quarry.operations;

import dev.quarry.job.Lane;
import dev.quarry.job.WorkerState;
import dev.quarry.job.run.Heartbeat;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.SharedAnswer;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.config.NodeRole;
import dev.quarry.platform.migration.SchemaMigration;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TimeLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What {@code /health} reports. A check that takes longer than two seconds counts as DOWN: a hang is an answer too.
 *
 * <p>Live: no thread that the node cannot do without has died; this neither calls anything nor waits. Started: the node
 * has completed its start. Ready: it can do the work of its role now. A node that runs no jobs is ready without the
 * broker, because what it enqueues is safe in the database; it reports the broker's state all the same.
 */
@ApplicationScoped
public class HealthChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * How long an answer is reused, so that however many clients ask, something that hangs is called once at a time.
     */
    private static final Duration FRESH = Duration.ofMillis(100);

    /** After this time a connection that hangs is given up, and another one is tried. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SharedAnswer<Boolean> reachable;
    private final SharedAnswer<Boolean> broker;
    private final SharedAnswer<Boolean> started;
    private final SharedAnswer<Boolean> migrated;
    private final Heartbeat heartbeat;
    private final LaneConsumers consumers;
    private final NodeDrain node;
    private final NodeRole role;

    @EJB
    private Startup startup;

    @Inject
    public HealthChecks(
            Database database,
            WakeUps wakeUps,
            SchemaMigration schema,
            Heartbeat heartbeat,
            LaneConsumers consumers,
            NodeDrain node,
            NodeRole role,
            ThreadFactory threads) {
        reachable = asked(threads, database::isReachable);
        broker = asked(threads, wakeUps::isBrokerReachable);
        started = asked(threads, () -> startup.isStarted());
        migrated = asked(threads, () -> startup.isStarted() && schema.isCurrent());
        this.heartbeat = heartbeat;
        this.consumers = consumers;
        this.node = node;
        this.role = role;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> {
            List<Vital.Sign> signs = Vital.signs();
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("live").status(signs.stream().allMatch(Vital.Sign::alive));
            signs.forEach(sign -> answer.withData(sign.name(), sign.secondsAgo()));
            return answer.build();
        };
    }

    @Produces
    @org.eclipse.microprofile.health.Startup
    HealthCheck started() {
        return () -> check("started", started);
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> check("database", reachable);
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> {
            HealthCheckResponse answer = check("broker", broker);
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
        return () -> check("migrations", migrated);
    }

    @Produces
    @Readiness
    HealthCheck startup() {
        return () -> check("startup", started);
    }

    /**
     * DOWN while leases cannot be extended: other nodes will take over what runs here, and nothing more should be sent
     * to this node.
     */
    @Produces
    @Readiness
    HealthCheck heartbeat() {
        return () -> HealthCheckResponse.named("heartbeat")
                .status(heartbeat.isOnTime())
                .build();
    }

    /** Whether all lanes served here consume. A node that serves none is ready unless it is stopping. */
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

    private SharedAnswer<Boolean> asked(ThreadFactory threads, Callable<Boolean> isUp) {
        return new SharedAnswer<>(
                threads,
                PATIENCE,
                FRESH,
                () -> TimeLimit.within(LIMIT, () -> {
                    try {
                        return isUp.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private static HealthCheckResponse check(String name, SharedAnswer<Boolean> isUp) {
        boolean up;
        try {
            up = isUp.get();
        } catch (TimeoutException | ExecutionException e) {
            return HealthCheckResponse.named(name)
                    .down()
                    .withData("error", e.getClass().getSimpleName())
                    .build();
        }
        return HealthCheckResponse.named(name).status(up).build();
    }
}
