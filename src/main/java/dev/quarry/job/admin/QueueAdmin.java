package dev.quarry.job.admin;

import dev.quarry.job.BrokerReport;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueLimit;
import dev.quarry.job.QueueOverview;
import dev.quarry.job.QueueOverview.KeyView;
import dev.quarry.job.QueueOverview.LaneView;
import dev.quarry.job.QueueOverview.TypeView;
import dev.quarry.job.QueueScope;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.store.QueueControls;
import dev.quarry.job.store.read.QueueCounts;
import dev.quarry.job.store.read.QueueCounts.Counts;
import dev.quarry.job.wake.BrokerQueues;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The queue as an operator sees and controls it. */
@ApplicationScoped
public class QueueAdmin {

    private static final long[] NONE = {0, 0};

    private final QueueControls controls;
    private final QueueCounts counts;
    private final JobHandlers handlers;
    private final WakeUps wakeUps;
    private final BrokerQueues broker;

    @Inject
    public QueueAdmin(
            QueueControls controls, QueueCounts counts, JobHandlers handlers, WakeUps wakeUps, BrokerQueues broker) {
        this.controls = controls;
        this.counts = counts;
        this.handlers = handlers;
        this.wakeUps = wakeUps;
        this.broker = broker;
    }

    /** Lanes, types (those with a handler, and those that have jobs), and keys with a limit. */
    public QueueOverview overview() {
        Map<String, Counts> types = new TreeMap<>();
        handlers.types()
                .forEach(type -> types.put(
                        type,
                        Counts.none(
                                type, handlers.find(type).orElseThrow().type().lane())));
        List<Counts> found = counts.byType();
        found.forEach(c -> types.merge(c.jobType(), c, Counts::plus));
        Set<String> pausedLanes = controls.paused(QueueScope.LANE);
        Set<String> pausedTypes = controls.paused(QueueScope.JOB_TYPE);
        Map<String, QueueLimit> typeLimits = controls.limits(QueueScope.JOB_TYPE);
        BrokerReport atBroker = broker.report();
        return new QueueOverview(
                Arrays.stream(Lane.values())
                        .map(lane -> laneView(lane, found, pausedLanes, atBroker))
                        .toList(),
                types.values().stream()
                        .map(c -> typeView(c, pausedTypes.contains(c.jobType()), typeLimits.get(c.jobType())))
                        .toList(),
                keyViews(),
                atBroker.unavailable());
    }

    /** Pauses a lane, a type or a key: nothing of it is claimed until it is resumed. */
    public void pause(QueueScope scope, String name) {
        controls.pause(scope, name);
    }

    /** Ends a pause. */
    public void resume(QueueScope scope, String name) {
        controls.resume(scope, name);
        wakeAll();
    }

    /** Sets a limit for the whole cluster. */
    public void limit(QueueScope scope, String name, QueueLimit limit) {
        controls.limit(scope, name, limit);
        wakeAll();
    }

    /** Lifts the limit; false when there was none. */
    public boolean unlimit(QueueScope scope, String name) {
        boolean was = controls.unlimit(scope, name);
        wakeAll();
        return was;
    }

    private void wakeAll() {
        for (Lane lane : Lane.values()) {
            wakeUps.sendAnywhere(lane);
        }
    }

    private static LaneView laneView(Lane lane, List<Counts> found, Set<String> paused, BrokerReport atBroker) {
        Counts all = found.stream().filter(c -> c.lane() == lane).reduce(Counts.none(lane.code(), lane), Counts::plus);
        return new LaneView(
                lane.code(),
                paused.contains(lane.code()),
                all.queued(),
                all.scheduled(),
                all.retrying(),
                all.running(),
                all.waiting(),
                all.oldestSeconds(),
                all.finished(),
                atBroker.lanes().get(lane));
    }

    private static TypeView typeView(Counts c, boolean paused, QueueLimit limit) {
        return new TypeView(
                c.jobType(),
                c.lane().code(),
                paused,
                c.queued(),
                c.scheduled(),
                c.retrying(),
                c.running(),
                c.waiting(),
                c.oldestSeconds(),
                c.finished(),
                limit);
    }

    private List<KeyView> keyViews() {
        Map<String, QueueLimit> limits = new TreeMap<>(controls.limits(QueueScope.KEY));
        Map<String, long[]> active = counts.byKey(limits.keySet().toArray(String[]::new));
        return limits.entrySet().stream()
                .map(e -> {
                    long[] numbers = active.getOrDefault(e.getKey(), NONE);
                    return new KeyView(e.getKey(), numbers[0], numbers[1], e.getValue());
                })
                .toList();
    }
}
