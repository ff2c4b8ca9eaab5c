package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.chaos.TcpProxy;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.store.ChainTransitions;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobIds;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.ParentTransitions;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A heartbeat whose connections go silent, as those of a dropped network flow do: nothing comes, and nothing is closed. */
class HungConnectionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int LEASE_SECONDS = 4;

    private final RescueTransitions rescue = new RescueTransitions(DATABASE.database());
    private final QueueRows rows = new QueueRows(DATABASE.database());
    private TcpProxy proxy;
    private TestDatabase behindProxy;
    private Heartbeat heartbeat;

    @BeforeEach
    void start() throws Exception {
        DATABASE.empty("job");
        int port = URI.create(DATABASE.jdbcUrl().substring("jdbc:".length())).getPort();
        proxy = new TcpProxy(port);
        behindProxy = TestDatabase.openIn(DATABASE.jdbcUrl().replace(":" + port, ":" + proxy.port()));
        heartbeat = heartbeat(behindProxy.database());
        heartbeat.start();
    }

    @AfterEach
    void end() throws Exception {
        heartbeat.end();
        proxy.close();
    }

    @Test
    void a_connection_that_hangs_costs_no_attempt() throws InterruptedException {
        Attempt attempt = watched();
        await(() -> isExtended(attempt));

        proxy.dropFlows();

        for (int i = 0; i < 100; i++) {
            Thread.sleep(100);
            assertThat(rescue.rescueExpired()).isEmpty();
        }
        assertThat(attempt.isStopped()).isFalse();
        assertThat(heartbeat.isOnTime()).isTrue();
    }

    @Test
    void when_nothing_gets_through_the_watchdog_stops_what_cannot_be_extended_and_the_node_is_not_ready()
            throws InterruptedException {
        Attempt attempt = watched();
        await(() -> isExtended(attempt));

        proxy.set(TcpProxy.Mode.STALLED);
        await(attempt::isStopped);

        assertThat(heartbeat.isOnTime()).isFalse();
        proxy.set(TcpProxy.Mode.OPEN);
        await(heartbeat::isOnTime);
    }

    private Attempt watched() {
        rows.queued(Lane.IO);
        JobTransitions direct = new JobTransitions(DATABASE.database());
        Claim claim = direct.claim(Lane.IO, "worker", Duration.ofSeconds(LEASE_SECONDS))
                .orElseThrow();
        Attempt attempt = new Attempt(claim, direct);
        heartbeat.watch(attempt);
        return attempt;
    }

    private static boolean isExtended(Attempt attempt) {
        return DATABASE.database()
                .first(
                        "select lease_until > started_at + make_interval(secs => ?) from job where id = ?",
                        row -> row.getBoolean(1),
                        LEASE_SECONDS + 0.5,
                        attempt.jobId())
                .orElseThrow();
    }

    private static Heartbeat heartbeat(Database database) {
        JobTransitions transitions = new JobTransitions(database);
        JobChanges changes = new JobChanges(null, Thread::new);
        WakeUps wakeUps = new WakeUps(null, Thread::new, changes);
        AttemptEndings endings = new AttemptEndings(
                transitions,
                new FailureRules(new Random(1)),
                new JobHandlers(List.of()),
                new Parents(new ParentTransitions(database, new JobIds(database)), wakeUps),
                new Chains(new ChainTransitions(database), wakeUps, changes),
                wakeUps,
                new StoppedAttempts(new RescueTransitions(database), QueueObserver.NONE),
                QueueObserver.NONE);
        return new Heartbeat(transitions, endings, changes, LEASE_SECONDS, Thread::new);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
