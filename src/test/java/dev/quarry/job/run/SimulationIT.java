package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The queue under {@link Simulation}. A failure names its seed; {@code -Dquarry.simulation.seed} runs that one again and
 * {@code -Dquarry.simulation.seeds} sets how many are tried.
 */
class SimulationIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int SESSIONS = 2;
    private static final long FIXED = 20_240_229;
    private static final Logger QUIET = Logger.getLogger("dev.quarry.job");

    private static Level before;

    @BeforeAll
    static void prepare() {
        SimulatedSession.prepare(DATABASE);
        before = QUIET.getLevel();
        QUIET.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        QUIET.setLevel(before);
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
        try (SimulatedSession session = SimulatedSession.open(DATABASE, UnaryOperator.identity())) {
            for (long seed : new long[] {FIXED, FIXED + 1, FIXED}) {
                Simulation simulation = new Simulation(seed, session);
                simulation.run();
                traces.add(simulation.trace());
            }
        }
        assertThat(traces.get(2)).isEqualTo(traces.get(0)).isNotEqualTo(traces.get(1));
    }

    private static void simulate(long first, int seeds, UnaryOperator<String> change) throws Exception {
        AtomicLong next = new AtomicLong(first);
        Callable<Void> work = () -> {
            try (SimulatedSession session = SimulatedSession.open(DATABASE, change)) {
                for (long seed; (seed = next.getAndIncrement()) < first + seeds; ) {
                    new Simulation(seed, session).run();
                }
            }
            return null;
        };
        run(work);
    }

    private static void run(Callable<Void> work) throws Exception {
        // one at a time in a database: sequences are not a transaction's own
        work.call();
    }
}
