package dev.quarry.chaos;

import dev.quarry.chaos.Ledger.Execution;
import dev.quarry.chaos.TcpProxy.Mode;
import dev.quarry.chaos.jobs.ChaosRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The faults, one method each. They return when the fault is over or, for nodes, done. */
final class Faults {

    private static final int CHILDREN = 20;
    private static final long RECOVERY_SECONDS = 90;
    private static final int MOST_POSTED = 10;

    private final Cluster cluster;
    private final Feed feed;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Random random;

    Faults(Cluster cluster, Feed feed, Ledger ledger, Timeline timeline, Random random) {
        this.cluster = cluster;
        this.feed = feed;
        this.ledger = ledger;
        this.timeline = timeline;
        this.random = random;
    }

    /** Freezes the node that runs a job which only the fence can stop; who wakes it calls {@link #thaw}. */
    Frozen freeze() throws Exception {
        Running running = running(1500, 0, true, ledger::awaitStart);
        Node node = cluster.owner(running.execution().worker());
        node.freeze();
        timeline.count("node SIGSTOP longer than its lease");
        return new Frozen(node, running.job(), running.execution().token(), Instant.now());
    }

    /** Wakes the node. */
    void thaw(Frozen frozen) throws Exception {
        Instant woken = Instant.now();
        frozen.node().thaw();
        timeline.deaf.add(new Timeline.Deaf(frozen.at(), Instant.now()));
        timeline.freezes.add(new Timeline.Freeze(frozen.jobId(), frozen.token(), frozen.at(), woken));
    }

    /** Kills the node that is about to fan out, or just has. */
    Node killWhileFanningOut() throws Exception {
        Running running = running(600, CHILDREN, false, ledger::awaitStart);
        Thread.sleep(random.nextInt(750));
        Node node = kill(cluster.owner(running.execution().worker()));
        timeline.familyKills.add(new Timeline.FamilyKill(running.job(), CHILDREN, false));
        timeline.count("node SIGKILL while a parent fans out");
        return node;
    }

    /** Kills the node that runs a child while its parent waits. */
    Node killWhileParentWaits() throws Exception {
        Running running = running(1600, CHILDREN, false, ledger::awaitStartOfAChild);
        Node node = kill(cluster.owner(running.execution().worker()));
        timeline.familyKills.add(new Timeline.FamilyKill(running.job(), CHILDREN, true));
        timeline.count("node SIGKILL while a parent waits");
        return node;
    }

    /** A job that is posted now, and who runs it. On a busy machine one may be over before it is looked at; then comes another. */
    private Running running(int millis, int children, boolean deaf, Start start) throws Exception {
        for (int i = 0; i < MOST_POSTED; i++) {
            long job = feed.post(new ChaosRequest(feed.extraNumber(), millis, 0, false, children, deaf));
            Optional<Execution> execution = start.await(job);
            if (execution.isPresent()) {
                return new Running(job, execution.get());
            }
        }
        throw new AssertionError(MOST_POSTED + " jobs were over before they could be looked at");
    }

    private record Running(long job, Execution execution) {}

    private interface Start {
        Optional<Execution> await(long job) throws Exception;
    }

    /** Kills any node that runs. */
    Node killAny() throws Exception {
        List<Node> running = cluster.unharmed();
        Node node = kill(running.get(random.nextInt(running.size())));
        timeline.count("node SIGKILL at any time");
        return node;
    }

    private Node kill(Node node) throws Exception {
        String worker = node.kill9();
        timeline.nodeKills.add(new Timeline.NodeKill(worker, Instant.now()));
        return node;
    }

    /** Kills the broker, posts meanwhile, and starts it again. */
    void killBroker() throws Exception {
        Instant killed = Instant.now();
        cluster.broker().kill9();
        timeline.count("broker SIGKILL and restart");
        Thread.sleep(random.nextInt(1000));
        for (Node node : cluster.unharmed()) {
            ChaosClient.Answer answer = feed.probe(node);
            if (node.isUnharmed()) {
                timeline.brokerProbes.incrementAndGet();
                if (answer.status() != 200) {
                    timeline.brokerProbesRefused.add(node.name() + " " + answer);
                }
            }
        }
        cluster.broker().start();
        recover("broker", killed);
    }

    /** Kills the database, posts meanwhile, and starts it again. */
    void killDatabase() throws Exception {
        Instant killed = Instant.now();
        cluster.postgres().kill9();
        timeline.count("database SIGKILL and restart");
        Thread.sleep(random.nextInt(500));
        for (Node node : cluster.unharmed()) {
            ChaosClient.Answer answer = feed.probe(node);
            if (node.isUnharmed()) {
                timeline.databaseProbes.incrementAndGet();
                if (answer.status() != 503 || !answer.hasRetryAfter()) {
                    timeline.databaseProbesUnclean.add(node.name() + " " + answer);
                }
            }
        }
        cluster.postgres().start();
        ledger.reconnect();
        recover("database", killed);
    }

    private void recover(String what, Instant killed) throws Exception {
        long back = System.nanoTime();
        Instant backAt = Instant.now();
        feed.postOneMore();
        long end = back + RECOVERY_SECONDS * 1_000_000_000;
        long ready = -1;
        long firstJob = -1;
        while ((ready < 0 || firstJob < 0) && System.nanoTime() < end) {
            if (ready < 0 && cluster.unharmed().stream().allMatch(Node::isReadyNow)) {
                ready = (System.nanoTime() - back) / 1_000_000;
            }
            if (firstJob < 0 && ledger.hasSuccessSince(backAt)) {
                firstJob = (System.nanoTime() - back) / 1_000_000;
            }
            Thread.sleep(50);
        }
        timeline.outages.add(new Timeline.Outage(what, killed, backAt, ready, firstJob));
        if (what.equals("database")) {
            timeline.deaf.add(new Timeline.Deaf(killed, Instant.now()));
        }
    }

    /** Does something to the connections of one node for some seconds. */
    void disturbConnections() throws InterruptedException {
        List<Node> running = cluster.unharmed();
        if (running.isEmpty()) {
            return;
        }
        Node node = running.get(random.nextInt(running.size()));
        Mode mode = List.of(Mode.CUT, Mode.STALLED, Mode.SLOW).get(random.nextInt(3));
        boolean database = random.nextBoolean();
        timeline.count("connections to the " + (database ? "database " : "broker ")
                + mode.name().toLowerCase(Locale.ROOT));
        Instant began = Instant.now();
        node.connections(database ? mode : Mode.OPEN, database ? Mode.OPEN : mode);
        try {
            Thread.sleep(1000 + random.nextInt(2000));
        } finally {
            node.connections(Mode.OPEN, Mode.OPEN);
            if (database) {
                timeline.deaf.add(new Timeline.Deaf(began, Instant.now()));
            }
        }
    }

    /** Posts many jobs at once. */
    void fillQueue(int jobs) throws InterruptedException {
        timeline.count("full queue");
        feed.burst(jobs);
    }

    /** A node that is frozen while it runs that job. */
    record Frozen(Node node, long jobId, long token, Instant at) {}
}
