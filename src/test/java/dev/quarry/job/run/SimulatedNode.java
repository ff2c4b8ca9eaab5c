package dev.quarry.job.run;

import dev.quarry.job.JobHandler;
import dev.quarry.job.Lane;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.sql.AfterCommit;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TransactionFailedException;
import dev.quarry.platform.sql.Transactions;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The classes of a node on a simulated session: before and after each statement its thread may be held, find the
 * database gone, or never go on, as the simulation decides.
 */
final class SimulatedNode implements DataSource, Transactions, AfterCommit {

    private static final String CONNECTION_FAILURE = "08006";

    private final Simulation simulation;
    private final SimulatedSession session;
    private final String name;
    private final QueueNode node;
    private final List<Strand> strands = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean inTransaction;
    private double frozenUntil;

    SimulatedNode(Simulation simulation, SimulatedSession session, String name) {
        this.simulation = simulation;
        this.session = session;
        this.name = name;
        List<JobHandler<?, ?>> handlers = List.of(
                new SimulatedHandler(simulation, this, Lane.IO), new SimulatedHandler(simulation, this, Lane.COMPUTE));
        node = new QueueNode(
                new Database(this),
                this,
                this,
                name,
                handlers,
                changes -> new WakeUps(null, Thread::new, changes) {
                    @Override
                    public void send(Lane lane, long jobId) {
                        simulation.send(lane, false);
                    }

                    @Override
                    public void sendAnywhere(Lane lane) {
                        simulation.send(lane, true);
                    }
                },
                simulation.random(),
                () -> (long) ((simulation.now() - SimulatedSession.START) * 1e9),
                new BatchSizes() {
                    @Override
                    public int of(Lane lane) {
                        return 1 + simulation.random().nextInt(3);
                    }

                    @Override
                    public void ran(Lane lane, long nanos) {
                        // Chance decides.
                    }
                },
                (lock, signal) -> waitByTurns(lock));
    }

    String name() {
        return name;
    }

    QueueNode node() {
        return node;
    }

    /** Its threads that have not ended. */
    List<Strand> strands() {
        return strands;
    }

    void freezeUntil(double time) {
        frozenUntil = time;
    }

    boolean isFrozen() {
        return simulation.now() < frozenUntil;
    }

    /** How many of its threads have that name. */
    long count(String what) {
        return strands.stream().filter(s -> s.name().equals(what)).count();
    }

    void start(String what, Runnable body) {
        strands.add(new Strand(what, body));
    }

    /** The process is gone, with whatever its threads were at. */
    void kill() {
        strands.forEach(Strand::kill);
        strands.clear();
    }

    void writeEffect(long jobId, long token) {
        new Database(this).update("insert into sim.effect values (?, ?)", jobId, token);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (inTransaction) {
            return session.lease(() -> {});
        }
        reach();
        return session.lease(this::reach);
    }

    /** Where a thread of a true node would sleep until another of its threads is done. */
    private static void waitByTurns(ReentrantLock lock) {
        lock.unlock();
        try {
            Strand.current().pause();
        } finally {
            lock.lock();
        }
    }

    /** On the way to the database, or back with its answer. */
    private void reach() throws SQLException {
        if (simulation.isMessageLost()) {
            throw new SQLException("the connection was lost", CONNECTION_FAILURE);
        }
    }

    @Override
    public <T> T inNew(Supplier<T> work) {
        T value;
        try {
            reach();
            session.execute("savepoint work");
            inTransaction = true;
            boolean done = false;
            try {
                value = work.get();
                done = true;
            } finally {
                inTransaction = false;
                if (!done) {
                    afterCommit.clear();
                    session.execute("rollback to savepoint work");
                }
                session.execute("release savepoint work");
            }
            List<Runnable> follow = List.copyOf(afterCommit);
            afterCommit.clear();
            reach();
            follow.forEach(Runnable::run);
            return value;
        } catch (SQLException e) {
            throw new TransactionFailedException(e);
        }
    }

    @Override
    public <T> T inCurrent(Supplier<T> work) {
        return inTransaction ? work.get() : inNew(work);
    }

    @Override
    public boolean isActive() {
        return inTransaction;
    }

    @Override
    public void run(Runnable work) {
        if (inTransaction) {
            afterCommit.add(work);
        } else {
            work.run();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
