package dev.quarry.job.run;

import dev.quarry.job.JobRequest;
import dev.quarry.job.Lane;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A cluster of three nodes under a scheduler that decides everything by one seed: which thread runs up to its next
 * statement, what the time is, which messages arrive, whose connection fails before or after a commit, who dies, who is
 * frozen, what users ask for. The nodes are made of the true classes and send their true SQL to PostgreSQL. When it has
 * raged for a while the faults end, and everything must come to rest in order.
 */
final class Simulation {

    /** What a simulation found wrong. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(long seed, String what, List<String> trace, Throwable cause) {
            super(
                    "seed " + seed + " (again with -Dquarry.simulation.seed=" + seed + "): " + what + "\n  "
                            + String.join("\n  ", trace),
                    cause);
        }
    }

    private static final int NODES = 3;
    private static final int SLOTS = 2;
    private static final int STEPS = 110;
    private static final int MAX_REQUESTS = 3;
    private static final int MAX_ROUNDS = 120;

    private final long seed;
    private final Random random;
    private final SimulatedSession session;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<WakeUp> messages = new ArrayList<>();
    private final List<Long> known = new ArrayList<>();
    private final List<JobRequest> requests = new ArrayList<>();
    private final List<Boolean> answered = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private double now = SimulatedSession.START;
    private boolean calm;

    Simulation(long seed, SimulatedSession session) {
        this.seed = seed;
        this.random = new Random(seed);
        this.session = session;
    }

    /** @throws Violation naming the seed */
    void run() throws SQLException {
        session.begin(seed);
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(new SimulatedNode(this, session, "n" + i));
            }
            request();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            comeToRest();
            List<String> violations = session.texts("select * from sim.violations()");
            if (!violations.isEmpty()) {
                throw violation(String.join("; ", violations), null);
            }
        } finally {
            nodes.forEach(SimulatedNode::kill);
            session.rollBack();
        }
    }

    /** What was done, in order. */
    List<String> trace() {
        return trace;
    }

    Random random() {
        return random;
    }

    /** Seconds since 1970. */
    double now() {
        return now;
    }

    private record WakeUp(Lane lane, boolean anywhere) {}

    /** A wake-up leaves a node: it may get lost, or arrive twice. */
    void send(Lane lane, boolean anywhere) {
        int copies = calm ? 1 : List.of(0, 1, 1, 1, 1, 2).get(random.nextInt(6));
        for (int i = 0; i < copies; i++) {
            messages.add(new WakeUp(lane, anywhere));
        }
    }

    /** A job that users may ask for from now on. */
    void met(long jobId) {
        if (!known.contains(jobId)) {
            known.add(jobId);
        }
    }

    /** A place where a thread may be held. */
    void pause() {
        if (random.nextInt(3) != 0) {
            Strand.current().pause();
        }
    }

    /** A place where a thread may be held, and its connection fail. */
    boolean isMessageLost() {
        if (Strand.current().isKilled()) {
            throw new Strand.Killed();
        }
        pause();
        boolean lost = !calm && random.nextInt(25) == 0;
        if (lost) {
            trace.add("  connection lost");
        }
        return lost;
    }

    private void step() throws SQLException {
        SimulatedNode node = nodes.get(random.nextInt(NODES));
        int act = random.nextInt(100);
        if (act < 12) {
            advance(act < 8 ? random.nextInt(2_000) : random.nextInt(20_000));
        } else if (act < 14) {
            note(node, "dies");
            node.kill();
            nodes.set(nodes.indexOf(node), new SimulatedNode(this, session, node.name()));
        } else if (act < 16) {
            freeze(node);
        } else if (!node.isFrozen()) {
            act(node, act);
        }
    }

    /** Every other time just long enough to lose its jobs to another node, so that it wakes up while they run there. */
    private void freeze(SimulatedNode node) throws SQLException {
        note(node, "is frozen");
        if (random.nextBoolean()) {
            node.freezeUntil(now + random.nextInt(60));
            return;
        }
        SimulatedNode other = nodes.get((nodes.indexOf(node) + 1) % NODES);
        node.freezeUntil(now + 17);
        advance(16_000);
        if (!other.isFrozen()) {
            rescue(other);
            finish(other);
            deliver(other, new WakeUp(Lane.IO, true));
            deliver(other, new WakeUp(Lane.COMPUTE, random.nextBoolean()));
        }
    }

    private void act(SimulatedNode node, int act) {
        if (act < 28 && !messages.isEmpty()) {
            deliver(node);
        } else if (act < 38) {
            heartbeat(node);
        } else if (act < 42) {
            rescue(node);
        } else if (act < 45) {
            request();
        } else if (act < 48) {
            user(node, "cancel", id -> node.node().queue.cancel(id));
        } else if (act < 50) {
            user(node, "retry", id -> node.node().queue.retry(id));
        } else if (act < 52) {
            drainOrResume(node);
        } else {
            for (int i = 1 + random.nextInt(4); i > 0 && !node.strands().isEmpty(); i--) {
                go(node, node.strands().get(random.nextInt(node.strands().size())));
            }
        }
    }

    private void deliver(SimulatedNode node) {
        if (node.count("work") < SLOTS) {
            deliver(node, messages.remove(random.nextInt(messages.size())));
        }
    }

    private void deliver(SimulatedNode node, WakeUp wakeUp) {
        start(node, "work", () -> node.node().worker.work(wakeUp.lane(), wakeUp.anywhere()));
    }

    private void heartbeat(SimulatedNode node) {
        if (node.count("heartbeat") == 0) {
            start(node, "heartbeat", node.node().heartbeat::beatOnce);
        }
    }

    private void rescue(SimulatedNode node) {
        if (node.count("rescue") == 0) {
            start(node, "rescue", node.node().rescue::pass);
        }
    }

    private void drainOrResume(SimulatedNode node) {
        if (random.nextInt(3) == 0) {
            start(node, "drain", () -> {
                node.node().worker.pause();
                node.node().heartbeat.attempts().forEach(node.node().endings::handBack);
            });
        } else {
            note(node, "resumes");
            node.node().worker.resume();
        }
    }

    /** A new request, or an old one again whose answer did not come. */
    private void request() {
        if (requests.size() < MAX_REQUESTS) {
            requests.add(SimulatedHandler.request(requests.size() + 1, 0, random));
            answered.add(false);
        }
        int which = random.nextInt(requests.size());
        SimulatedNode node = nodes.get(random.nextInt(NODES));
        if (!node.isFrozen()) {
            request(node, which);
        }
    }

    private void request(SimulatedNode node, int which) {
        start(node, "enqueue", () -> {
            List<Long> ids = node.node().queue.enqueueAll(List.of(requests.get(which)), "key-" + which);
            answered.set(which, true);
            ids.forEach(this::met);
        });
    }

    private interface Act {
        void on(long jobId);
    }

    private void user(SimulatedNode node, String what, Act act) {
        if (!known.isEmpty()) {
            long id = known.get(random.nextInt(known.size()));
            start(node, what + " " + id, () -> {
                try {
                    act.on(id);
                } catch (ProblemException e) {
                    trace.add("  refused: " + e.getMessage());
                }
            });
        }
    }

    private void comeToRest() throws SQLException {
        calm = true;
        trace.add("calm");
        nodes.forEach(node -> {
            node.freezeUntil(0);
            node.node().worker.resume();
        });
        for (int round = 0; round < MAX_ROUNDS; round++) {
            SimulatedNode node = nodes.get(random.nextInt(NODES));
            for (int i = 0; i < requests.size(); i++) {
                if (!answered.get(i)) {
                    request(node, i);
                }
            }
            rescue(node);
            nodes.forEach(this::finish);
            while (!messages.isEmpty()) {
                SimulatedNode receiver = nodes.get(random.nextInt(NODES));
                deliver(receiver);
                finish(receiver);
            }
            nodes.forEach(this::heartbeat);
            nodes.forEach(this::finish);
            if (round > 0
                    && session.texts("select id from job where state in ('queued', 'running') limit 1")
                            .isEmpty()) {
                return;
            }
            advance(20_000);
        }
    }

    private void finish(SimulatedNode node) {
        while (!node.strands().isEmpty()) {
            go(node, node.strands().get(random.nextInt(node.strands().size())));
        }
    }

    private void start(SimulatedNode node, String what, Runnable body) {
        note(node, "starts " + what);
        node.start(what, body);
    }

    private void go(SimulatedNode node, Strand strand) {
        note(node, strand.name());
        strand.go();
        if (strand.isEnded()) {
            node.strands().remove(strand);
            Throwable failure = strand.failure();
            boolean expected = failure == null
                    || failure instanceof TransactionFailedException
                    || failure instanceof DatabaseException d && d.isConnectionFailure();
            if (!expected) {
                throw violation(node.name() + " " + strand.name() + " threw " + failure, failure);
            }
        }
        SimulatedSession.Broken broken = session.broken();
        if (broken != null) {
            throw violation(broken.message(), null);
        }
    }

    private void advance(int millis) throws SQLException {
        now += millis / 1000.0;
        session.now(now);
        trace.add(String.format(Locale.ROOT, "%.3f s", now - SimulatedSession.START));
    }

    private void note(SimulatedNode node, String what) {
        trace.add(node.name() + " " + what);
    }

    private Violation violation(String what, Throwable cause) {
        return new Violation(seed, what, trace, cause);
    }
}
