package dev.quarry.operations.metrics;

import dev.quarry.job.JobCounts.ByType;
import dev.quarry.job.Lane;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.job.store.read.QueueCounts;
import dev.quarry.job.store.read.QueueCounts.Counts;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.platform.concurrent.SharedAnswer;
import dev.quarry.platform.sql.ConnectionUse;
import dev.quarry.platform.sql.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The gauges that are read at each scrape: lanes and connections of this node, and the queue as it is in the database,
 * which is the same on every node. When the database does not answer within two seconds, its part is left out.
 */
@ApplicationScoped
public class QueueGauges {

    private static final Logger LOG = Logger.getLogger(QueueGauges.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final MeterRegistry registry;
    private final LaneConsumers consumers;
    private final Database database;
    private final MeteredQueue labels;
    private final MultiGauge jobs;
    private final MultiGauge lanes;
    private final MultiGauge oldest;
    private final SharedAnswer<Rows> rows;
    private volatile boolean answered;

    @Inject
    public QueueGauges(
            Meters meters,
            MeteredQueue labels,
            LaneConsumers consumers,
            Database database,
            JobTally tally,
            QueueCounts counts,
            ThreadFactory threads) {
        this.registry = meters.registry();
        this.labels = labels;
        this.consumers = consumers;
        this.database = database;
        this.rows = new SharedAnswer<>(
                threads, PATIENCE, FRESH, () -> new Rows(tally.counts().byType(), counts.byType()));
        jobs = MultiGauge.builder("quarry.jobs")
                .description("Jobs of the cluster by type and state")
                .register(registry);
        lanes = MultiGauge.builder("quarry.queue.jobs")
                .description(
                        "Open jobs of the cluster by lane: due, scheduled for later, running, waiting for children")
                .register(registry);
        oldest = MultiGauge.builder("quarry.queue.oldest.due.seconds")
                .description("How long the job of the lane has been due that is due longest")
                .register(registry);
    }

    private record Rows(List<ByType> types, List<Counts> counts) {}

    /** Creates the gauges that do not come from the database. */
    public void begin() {
        for (Lane lane : Lane.values()) {
            Gauge.builder("quarry.lane.hands", consumers, c -> c.concurrency(lane))
                    .description("Jobs of the lane that this node runs at once at most")
                    .tag("lane", lane.code())
                    .register(registry);
            Gauge.builder("quarry.lane.hands.busy", consumers, c -> c.concurrency(lane) - c.idle(lane))
                    .description("Slots of the lane that are busy on this node")
                    .tag("lane", lane.code())
                    .register(registry);
        }
        ConnectionUse use = database.connectionUse();
        Gauge.builder("quarry.database.connections.used", use, ConnectionUse::inUse)
                .description("Connections of the pool that statements of this node use now")
                .register(registry);
        FunctionCounter.builder("quarry.database.connection.requests", use, ConnectionUse::requests)
                .description("How often the pool was asked for a connection")
                .register(registry);
        FunctionCounter.builder("quarry.database.connection.failures", use, ConnectionUse::failures)
                .description("How often the pool had no connection to give")
                .register(registry);
        FunctionCounter.builder("quarry.database.connection.wait.seconds", use, u -> u.waitedNanos() / 1e9)
                .description("How long the pool was waited for in all")
                .register(registry);
        Gauge.builder("quarry.database.answers", this, g -> g.answered ? 1 : 0)
                .description("1 when the database told the figures of this scrape, 0 when they are left out")
                .register(registry);
    }

    /** Reads the queue. */
    void refresh() {
        try {
            Rows read = rows.get();
            jobs.register(jobRows(read.types()), true);
            lanes.register(laneRows(read.counts()), true);
            oldest.register(oldestRows(read.counts()), true);
            answered = true;
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.FINE, "The database tells no figures", e);
            answered = false;
            jobs.register(List.of(), true);
            lanes.register(List.of(), true);
            oldest.register(List.of(), true);
        }
    }

    /** Types without a handler are counted together. */
    private List<Row<?>> jobRows(List<ByType> types) {
        Map<String, Map<String, Long>> byLabel = new TreeMap<>();
        for (ByType type : withUnused(types)) {
            Map<String, Long> states = byLabel.computeIfAbsent(labels.label(type.jobType()), key -> new TreeMap<>());
            states.merge("queued", type.queued(), Long::sum);
            states.merge("running", type.running(), Long::sum);
            states.merge("succeeded", type.succeeded(), Long::sum);
            states.merge("failed", type.failed(), Long::sum);
            states.merge("canceled", type.canceled(), Long::sum);
        }
        List<Row<?>> made = new ArrayList<>();
        byLabel.forEach((label, states) ->
                states.forEach((state, count) -> made.add(Row.of(Tags.of("job_type", label, "state", state), count))));
        return made;
    }

    /** Types that have no jobs are shown at zero. */
    private List<ByType> withUnused(List<ByType> types) {
        List<ByType> all = new ArrayList<>(types);
        labels.known().forEach(type -> all.add(new ByType(type, 0, 0, 0, 0, 0)));
        return all;
    }

    private static List<Row<?>> laneRows(List<Counts> counts) {
        List<Row<?>> made = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Counts all = of(lane, counts);
            made.add(row(lane, "due", all.queued()));
            made.add(row(lane, "scheduled", all.scheduled()));
            made.add(row(lane, "running", all.running()));
            made.add(row(lane, "waiting", all.waiting()));
        }
        return made;
    }

    private static List<Row<?>> oldestRows(List<Counts> counts) {
        List<Row<?>> made = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            made.add(Row.of(Tags.of("lane", lane.code()), of(lane, counts).oldestSeconds()));
        }
        return made;
    }

    private static Counts of(Lane lane, List<Counts> counts) {
        return counts.stream().filter(c -> c.lane() == lane).reduce(Counts.none(lane.code(), lane), Counts::plus);
    }

    private static Row<?> row(Lane lane, String state, long count) {
        return Row.of(Tags.of("lane", lane.code(), "state", state), count);
    }
}
