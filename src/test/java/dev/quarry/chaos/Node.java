package dev.quarry.chaos;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Quarry node: a process that is killed, frozen and started again, with a proxy before each thing it talks to. */
final class Node implements AutoCloseable {

    private enum State {
        DOWN,
        STARTING,
        READY,
        FROZEN
    }

    private static final Duration START_PATIENCE = Duration.ofMinutes(10);
    private static final List<String> JVM =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final String name;
    private final Path home;
    private final Path data;
    private final Map<String, String> settings;
    private final TcpProxy database;
    private final TcpProxy broker;
    private final int port = FreePort.next();
    private final ChaosClient client;

    private QuarryProcess process;
    private int generation;
    private int failedStarts;
    private volatile State state = State.DOWN;
    private volatile boolean disturbed;

    Node(String name, Path home, Path directory, Map<String, String> settings, TcpProxy database, TcpProxy broker)
            throws IOException {
        this.name = name;
        this.home = home;
        this.data = Files.createDirectories(directory).resolve("data");
        this.settings = settings;
        this.database = database;
        this.broker = broker;
        this.client = new ChaosClient("http://127.0.0.1:" + port);
    }

    /** Starts it as a supervisor would: when it ends before it is ready, again. */
    synchronized void start() {
        state = State.STARTING;
        launch();
        Thread watch = new Thread(this::untilReady, "start-" + name);
        watch.setDaemon(true);
        watch.start();
    }

    /** SIGKILL; the name of the worker that died. */
    synchronized String kill9() throws InterruptedException {
        state = State.DOWN;
        process.kill9();
        return worker();
    }

    /** SIGSTOP. */
    synchronized void freeze() throws IOException, InterruptedException {
        state = State.FROZEN;
        signal("-STOP");
    }

    /** SIGCONT. */
    synchronized void thaw() throws IOException, InterruptedException {
        signal("-CONT");
        state = State.READY;
    }

    /** Its connections to the database and the broker. */
    void connections(TcpProxy.Mode toDatabase, TcpProxy.Mode toBroker) {
        disturbed = toDatabase != TcpProxy.Mode.OPEN || toBroker != TcpProxy.Mode.OPEN;
        database.set(toDatabase);
        broker.set(toBroker);
    }

    /** The name under which the process that was started last claims jobs. */
    synchronized String worker() {
        return name + "-" + generation;
    }

    boolean owns(String worker) {
        return worker.startsWith(name + "-");
    }

    /** True when it was ready and nothing has been done to it since. */
    boolean isUnharmed() {
        return state == State.READY && !disturbed;
    }

    boolean isRunning() {
        return state == State.READY;
    }

    boolean isReadyNow() {
        return client.isReady();
    }

    /** How often it ended before it was ready; a database that is away at its start makes it do so. */
    synchronized int failedStarts() {
        return failedStarts;
    }

    ChaosClient client() {
        return client;
    }

    String name() {
        return name;
    }

    /** What it printed, for a failure that must be understood. */
    synchronized String output() {
        return process == null ? "" : process.output() + process.errors();
    }

    @Override
    public synchronized void close() throws IOException {
        state = State.DOWN;
        if (process != null) {
            process.close();
        }
        database.close();
        broker.close();
    }

    private void launch() {
        generation++;
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARRY_WORKER_ID", worker());
        process = QuarryProcess.serveWith(home, data, port, JVM, environment);
    }

    private void untilReady() {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        try {
            while (state == State.STARTING && System.nanoTime() < end) {
                if (client.isReady()) {
                    ready();
                    return;
                }
                relaunchIfEnded();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ready() {
        if (state == State.STARTING) {
            state = State.READY;
        }
    }

    private synchronized void relaunchIfEnded() {
        if (state == State.STARTING && !process.isAlive()) {
            failedStarts++;
            launch();
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }
}
