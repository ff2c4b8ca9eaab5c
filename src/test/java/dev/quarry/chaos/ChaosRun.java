package dev.quarry.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A whole run: the cluster, the jobs, round after round of faults, then quiet until all is done, then the verdict. */
final class ChaosRun {

    private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(4);
    /** What a worker that was woken has time to try before the next fault hits it. */
    private static final long AFTER_THAW_SECONDS = 20;

    private static final int FREEZE_EVERY = 4;
    private static final int FILL_EVERY = 3;

    private final ChaosSettings settings;
    private final Cluster cluster;
    private final Feed feed;
    private final Faults faults;
    private final Ledger ledger;
    private final Timeline timeline = new Timeline();
    private final Random random;
    private int steps;

    private ChaosRun(ChaosSettings settings, Cluster cluster, Feed feed, Ledger ledger) {
        this.settings = settings;
        this.cluster = cluster;
        this.feed = feed;
        this.ledger = ledger;
        this.random = new Random(settings.seed());
        this.faults = new Faults(cluster, feed, ledger, timeline, random);
    }

    /** Runs all of it. Nothing it started is left, whatever happens. */
    static ChaosReport run(ChaosSettings settings) throws Exception {
        long began = System.nanoTime();
        Duration skew = !ClockSkew.isPossible()
                ? Duration.ZERO
                : settings.seed() % 2 == 0 ? Cluster.SKEW : Cluster.SKEW.negated();
        System.out.printf("Chaos: seed %d, %d jobs, %d kills%n", settings.seed(), settings.jobs(), settings.kills());
        try (Cluster cluster = Cluster.start(settings.leaseSeconds(), skew);
                Ledger ledger = new Ledger(cluster);
                Feed feed = new Feed(settings.seed(), settings.jobs(), cluster.nodes())) {
            long ready = System.nanoTime();
            ChaosRun run = new ChaosRun(settings, cluster, feed, ledger);
            run.rounds();
            long drained = run.drain();
            Map<String, List<String>> verdict = Verdict.of(ledger, feed, run.timeline);
            return new ChaosReport(
                    settings,
                    verdict,
                    run.timeline,
                    Measures.rescues(ledger, run.timeline),
                    Measures.cancels(ledger, feed, run.timeline),
                    skew,
                    Measures.executionsOnAWrongClock(ledger, Cluster.SKEW),
                    run.totals(),
                    seconds(ready - began),
                    drained,
                    seconds(System.nanoTime() - began));
        }
    }

    private void rounds() throws Exception {
        for (int round = 0; round < settings.rounds(); round++) {
            round(round);
            System.out.printf(
                    "Chaos: round %d of %d, %d kills, %d jobs posted, %d final%n",
                    round + 1,
                    settings.rounds(),
                    timeline.kills(),
                    feed.posted(),
                    ledger.number("select count(*) from job where finished_at is not null"));
        }
    }

    private void round(int round) throws Exception {
        int cheap = settings.cheapKillsOfEachKind();
        // A short run has no time to wait for the node that was killed before.
        cluster.await(cheap == 1 && round > 0 ? 2 : 3);
        step();
        Faults.Frozen frozen = round % FREEZE_EVERY == 0 ? faults.freeze() : null;
        if (round % FILL_EVERY == 0) {
            faults.fillQueue(Math.max(50, settings.jobs() / 25));
        }
        step();
        Node killed = killNode(round);
        long quietUntil = System.nanoTime() + (settings.leaseSeconds() + 5) * 1_000_000_000L;
        if (cheap > 1 || round + 1 < settings.rounds()) {
            killed.start();
        }
        // The database stays up while jobs of the dead node wait for their rescue, so that its time can be measured.
        for (int i = 0; i < (cheap + 1) / 2; i++) {
            step();
            faults.killBroker();
            step();
            faults.disturbConnections();
        }
        Thread.sleep(Math.max(0, (quietUntil - System.nanoTime()) / 1_000_000));
        if (frozen != null) {
            faults.thaw(frozen);
            ledger.awaitRefusal(frozen.token(), AFTER_THAW_SECONDS);
        }
        for (int i = 0; i < cheap; i++) {
            step();
            faults.killDatabase();
            if (i >= (cheap + 1) / 2) {
                step();
                faults.killBroker();
            }
        }
    }

    private Node killNode(int round) throws Exception {
        return switch (round % 3) {
            case 0 -> faults.killWhileFanningOut();
            case 1 -> faults.killWhileParentWaits();
            default -> faults.killAny();
        };
    }

    /** Lets some more of the jobs be posted. */
    private void step() {
        int inAll = settings.rounds() * (2 + 3 * settings.cheapKillsOfEachKind());
        feed.allow(++steps / (double) inAll);
    }

    /** Waits until all jobs are posted and final; seconds. What is not final after minutes is left to the verdict. */
    private long drain() throws Exception {
        long began = System.nanoTime();
        long end = began + DRAIN_PATIENCE.toNanos();
        feed.allow(1);
        while (System.nanoTime() < end && !(feed.isDone() && open() == 0)) {
            Thread.sleep(200);
        }
        // Handlers that were told to stop write their last line now, and late cancel requests are sent.
        Thread.sleep(2000);
        return seconds(System.nanoTime() - began);
    }

    private long open() throws SQLException {
        return ledger.number("select count(*) from job where finished_at is null");
    }

    private String totals() throws SQLException {
        return "%d jobs posted, %d acknowledged, %d children; %d attempts (%d lost), %d events; requests %s; %d starts failed"
                .formatted(
                        feed.plans().size(),
                        feed.acknowledged().size(),
                        ledger.number("select count(*) from job where parent_id is not null"),
                        ledger.number("select count(*) from job_ended_attempt"),
                        ledger.number("select count(*) from job_ended_attempt where outcome = 'lost'"),
                        ledger.number("select count(*) from job_history"),
                        feed.refusals(),
                        cluster.nodes().stream().mapToInt(Node::failedStarts).sum());
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000;
    }
}
