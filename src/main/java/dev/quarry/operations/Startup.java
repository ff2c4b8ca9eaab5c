package dev.quarry.operations;

import dev.quarry.job.run.Heartbeat;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.stream.JobStreams;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.operations.metrics.MeteredQueue;
import dev.quarry.operations.metrics.MeteredWork;
import dev.quarry.operations.metrics.QueueGauges;
import dev.quarry.platform.config.StartupFailure;
import dev.quarry.platform.log.LogContext;
import dev.quarry.platform.migration.SchemaMigration;
import dev.quarry.security.store.KeysMadeWhileOff;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Starts the node in order: schema, heartbeat, streams, wake-ups, then the consumers may work and each lane that is
 * served here is woken once, which both proves that it consumes and picks up what was left queued.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class.getName());

    @Inject
    private SchemaMigration schema;

    @Inject
    private Heartbeat heartbeat;

    @Inject
    private WakeUps wakeUps;

    @Inject
    private JobChanges changes;

    @Inject
    private JobStreams streams;

    @Inject
    private LaneConsumers consumers;

    @Inject
    private NodeDrain drain;

    @Inject
    private LogContext log;

    @Inject
    private KeysMadeWhileOff doubtfulKeys;

    @Inject
    private MeteredQueue meteredQueue;

    @Inject
    private MeteredWork meteredWork;

    @Inject
    private QueueGauges gauges;

    private volatile boolean started;

    @PostConstruct
    void start() {
        log.announce();
        meteredQueue.begin();
        meteredWork.begin();
        gauges.begin();
        try {
            int applied = schema.migrate();
            LOG.log(Level.INFO, "Schema is current, {0} migrations applied", applied);
        } catch (RuntimeException e) {
            StartupFailure.leave("The database schema could not be migrated: " + reason(e));
            throw e;
        }
        doubtfulKeys.tell();
        heartbeat.start();
        changes.start();
        streams.start();
        wakeUps.start();
        drain.start();
        consumers.served().forEach(wakeUps::sendAnywhere);
        started = true;
    }

    /** True once everything is started. */
    public boolean isStarted() {
        return started;
    }

    @PreDestroy
    void stop() {
        streams.end();
        drain.stop();
    }

    /**
     * The first two lines of a message: Flyway's first line only says that something is wrong, the second says what.
     */
    static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .collect(Collectors.joining(": "));
    }
}
