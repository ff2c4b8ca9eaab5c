package dev.quarry.chaos;

import dev.quarry.launcher.PostgresProcess;
import dev.quarry.launcher.QuarryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three nodes, a database and a broker on loopback. Closing it, or the end of this JVM, kills them all. */
final class Cluster implements AutoCloseable {

    /** By how much the clock of the last node is wrong, where that is possible. */
    static final Duration SKEW = Duration.ofMinutes(10);

    private static final Duration START_PATIENCE = Duration.ofMinutes(10);
    private static final String TABLES = """
            create table chaos_ledger (
                id bigint generated always as identity primary key, job_id bigint not null, attempt integer not null,
                token bigint not null, claimed_by text, executed_by text not null, step text not null,
                phase text not null, node_clock timestamptz not null, at timestamptz not null default clock_timestamp());
            create index on chaos_ledger (job_id);
            create table chaos_effect (
                job_id bigint not null, token bigint not null, at timestamptz not null default clock_timestamp());
            create index on chaos_effect (job_id);
            """;

    private final Thread onExit = new Thread(this::killAll);
    private final List<Node> nodes = new ArrayList<>();
    private PostgresProcess postgres;
    private BrokerProcess broker;

    private Cluster() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Everything started and ready, the harness's tables created. The clock of one node is wrong by {@code skew}. */
    static Cluster start(int leaseSeconds, Duration skew) throws Exception {
        Path directory = QuarryProcess.emptyDirectory("chaos");
        Cluster cluster = new Cluster();
        try {
            Path home = ChaosDistribution.create(directory.resolve("quarry"));
            cluster.postgres = PostgresProcess.start(Files.createDirectory(directory.resolve("postgres")));
            cluster.broker = new BrokerProcess(Files.createDirectory(directory.resolve("broker")));
            for (String name : List.of("a", "b", "c")) {
                cluster.addNode(name, home, directory, leaseSeconds, name.equals("c") ? skew : Duration.ZERO);
            }
            cluster.awaitAllRunning();
            try (Connection connection = cluster.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(TABLES);
            }
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** A connection that no proxy stands in. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl());
    }

    PostgresProcess postgres() {
        return postgres;
    }

    BrokerProcess broker() {
        return broker;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The node that the worker of that name is, or was. */
    Node owner(String worker) {
        return nodes.stream().filter(node -> node.owns(worker)).findFirst().orElseThrow();
    }

    List<Node> unharmed() {
        return nodes.stream().filter(Node::isUnharmed).toList();
    }

    /** Waits for every node that is starting. */
    void awaitAllRunning() throws InterruptedException {
        await(3);
    }

    /** Waits until that many nodes run. */
    void await(int running) throws InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (nodes.stream().filter(Node::isRunning).count() < running) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the nodes do not start: "
                        + nodes.stream().map(Node::output).toList());
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        killAll();
    }

    private void addNode(String name, Path home, Path directory, int leaseSeconds, Duration skew) throws IOException {
        TcpProxy toDatabase = new TcpProxy(postgres.port());
        TcpProxy toBroker = new TcpProxy(broker.port());
        Map<String, String> settings = new HashMap<>(ClockSkew.environment(skew));
        settings.put("DATABASE_URL", postgres.jdbcUrl(toDatabase.port()));
        settings.put("BROKER_URL", "tcp://127.0.0.1:" + toBroker.port());
        settings.put("BROKER_USER", broker.user());
        settings.put("BROKER_PASSWORD", broker.password());
        settings.put("QUARRY_LEASE_SECONDS", Integer.toString(leaseSeconds));
        settings.put("QUARRY_LEADERBOARD_REFRESH_MINUTES", "0");
        Node node = new Node(name, home, directory.resolve(name), settings, toDatabase, toBroker);
        nodes.add(node);
        node.start();
    }

    private void killAll() {
        List<AutoCloseable> all = new ArrayList<>(nodes);
        all.add(broker);
        all.add(postgres);
        for (AutoCloseable one : all) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                System.err.println("chaos: " + one + " could not be closed: " + e);
            }
        }
    }
}
