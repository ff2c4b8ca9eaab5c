package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quarry.platform.sql.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queue under {@link Simulation}. A failure names its seed; {@code -Dquarry.simulation.seed} runs that one again and
 * {@code -Dquarry.simulation.seeds} sets how many are tried.
 */
class SimulationIT {

    /** One for each session: a sequence is not a transaction's own. */
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    private static final int SESSIONS = 2;
    private static final long FIXED = 20_240_229;
    private static final Logger QUIET = Logger.getLogger("dev.quarry.job");

    private static Level before;

    @BeforeAll
    static void prepare() {
        for (int i = 0; i < SESSIONS; i++) {
            TestDatabase database = new TestDatabase().open();
            DATABASES.add(database);
            SimulatedSession.prepare(database);
        }
        before = QUIET.getLevel();
        QUIET.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        QUIET.setLevel(before);
        DATABASES.forEach(TestDatabase::close);
    }

    @Test
    void whatever_fails_and_in_whatever_order_every_job_ends_once_and_in_order() throws Exception {
        Long only = Long.getLong("quarry.simulation.seed");
        if (only != null) {
            simulate(only, 1, UnaryOperator.identity());
            return;
        }
        int seeds = Integer.getInteger("quarry.simulation.seeds", 400);
        long fresh = ThreadLocalRandom.current().nextLong(1L << 40);
        System.out.println(
                "Simulation: " + seeds / 2 + " seeds from " + FIXED + ", " + (seeds - seeds / 2) + " from " + fresh);
        simulate(FIXED, seeds / 2, UnaryOperator.identity());
        simulate(fresh, seeds - seeds / 2, UnaryOperator.identity());
    }

    @Test
    void a_seed_always_gives_the_same_simulation() throws Exception {
        List<List<String>> traces = new ArrayList<>();
        try (SimulatedSession session = SimulatedSession.open(DATABASES.get(0), UnaryOperator.identity())) {
            for (long seed : new long[] {FIXED, FIXED + 1, FIXED}) {
                Simulation simulation = new Simulation(seed, session);
                simulation.run();
                traces.add(simulation.trace());
            }
        }
        assertThat(traces.get(2)).isEqualTo(traces.get(0)).isNotEqualTo(traces.get(1));
    }

    /** What is taken out of the queue's statements, each by itself, must be missed within some seeds. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_fault_in_a_statement_is_found(String fault, String from, String to) {
        AtomicBoolean met = new AtomicBoolean();
        UnaryOperator<String> change = sql -> {
            String changed = sql.replace(from, to);
            if (!changed.equals(sql)) {
                met.set(true);
            }
            return changed;
        };
        assertThatThrownBy(() -> simulate(FIXED, 2_000, change)).isInstanceOf(Simulation.Violation.class);
        assertThat(met).isTrue();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("a success needs no token", "and j.fencing_token = s.token", ""),
                arguments(
                        "a failure needs no token",
                        "where j.id = ? and j.state = 'running' and j.fencing_token = ?",
                        "where j.id = ? and j.state = 'running' and ?::bigint > 0"),
                arguments(
                        "an effect needs no token", "and fencing_token = ? for update", "and ?::bigint > 0 for update"),
                arguments(
                        "progress needs no token",
                        "and fencing_token = ?\n), free as materialized (\n    select j.id from job j\n"
                                + "    join mine m on m.id = j.id\n"
                                + "    where j.state = 'running' and j.fencing_token = m.fencing_token\n",
                        "and ?::bigint > 0\n), free as materialized (\n    select j.id from job j\n"
                                + "    join mine m on m.id = j.id\n    where j.state = 'running'\n"),
                arguments(
                        "a rescue does not wait for the lease",
                        "and lease_until < now()",
                        "and lease_until > '1970-01-01'"),
                arguments(
                        "a rescue leaves the token", "lease_until = null, fencing_token = null", "lease_until = null"),
                arguments("a claim does not count", "attempt = attempt + 1", "attempt = attempt"),
                arguments("a claim comes early", "j.run_at <= now()", "j.run_at <= now() + interval '1 hour'"),
                arguments(
                        "an end leaves no event",
                        "ended_event = nextval('job_event_id_seq')",
                        "ended_event = case when random() < 0.5 then nextval('job_event_id_seq') end"));
    }

    private static void simulate(long first, int seeds, UnaryOperator<String> change) throws Exception {
        AtomicLong next = new AtomicLong(first);
        List<CompletableFuture<Void>> sessions = new ArrayList<>();
        for (TestDatabase database : DATABASES) {
            sessions.add(CompletableFuture.runAsync(
                    () -> {
                        try (SimulatedSession session = SimulatedSession.open(database, change)) {
                            for (long seed; (seed = next.getAndIncrement()) < first + seeds; ) {
                                new Simulation(seed, session).run();
                            }
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            next.addAndGet(seeds);
                        }
                    },
                    task -> new Thread(task, "simulation").start()));
        }
        try {
            CompletableFuture.allOf(sessions.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Simulation.Violation violation) {
                throw violation;
            }
            throw e;
        }
    }
}
