package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestBudgetStoreIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** A token in a bit less than three hours: whatever the test takes, no token is earned meanwhile. */
    private static final double SLOWLY = 0.0001;

    private RequestBudgetStore budgets;

    @BeforeEach
    void an_empty_database() {
        DATABASE.empty("exchange_budget");
        budgets = new RequestBudgetStore(DATABASE.database());
    }

    @Test
    void after_the_burst_turns_come_at_the_rate_and_nobody_gets_the_same_one() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Duration>> takers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                takers.add(() -> new RequestBudgetStore(DATABASE.database())
                        .take("kraken", SLOWLY, 4)
                        .pause());
            }
            List<Duration> pauses = new ArrayList<>();
            for (Future<Duration> pause : nodes.invokeAll(takers)) {
                pauses.add(pause.get());
            }
            pauses.sort(Comparator.naturalOrder());

            for (int i = 0; i < 12; i++) {
                long turns = Math.round(pauses.get(i).toMillis() / 1000.0 * SLOWLY);
                assertThat(turns).isEqualTo(Math.max(0, i - 3));
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void each_exchange_has_its_own_budget() {
        budgets.take("kraken", SLOWLY, 1);

        assertThat(budgets.take("gemini", SLOWLY, 1).pause()).isZero();
        assertThat(budgets.take("kraken", SLOWLY, 1).pause()).isPositive();
    }

    @Test
    void while_it_is_closed_nobody_gets_a_turn() {
        budgets.take("kraken", 100, 10);
        budgets.close("kraken", Duration.ofMinutes(5));
        budgets.close("kraken", Duration.ofMinutes(1));

        RequestBudgetStore.Turn turn = budgets.take("kraken", 100, 10);

        assertThat(turn.closed()).isTrue();
        assertThat(turn.pause()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(budgets.closedFor("gemini")).isZero();
    }

    @Test
    void each_failure_in_a_row_beyond_those_borne_doubles_the_outage_up_to_the_longest() {
        budgets.take("kraken", 100, 10);
        Duration first = Duration.ofHours(1);
        fail(first);
        fail(first);
        assertThat(budgets.closedFor("kraken")).isZero();

        fail(first);
        assertThat(budgets.closedFor("kraken")).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        fail(first);
        assertThat(budgets.closedFor("kraken")).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
        fail(first);
        fail(first);
        assertThat(budgets.closedFor("kraken")).isBetween(Duration.ofMinutes(299), Duration.ofMinutes(300));
    }

    @Test
    void an_answer_makes_failures_count_from_zero_again() {
        budgets.take("kraken", 100, 10);
        fail(Duration.ofHours(1));
        fail(Duration.ofHours(1));
        budgets.answered("kraken");

        fail(Duration.ofHours(1));

        assertThat(budgets.closedFor("kraken")).isZero();
    }

    private void fail(Duration first) {
        budgets.failed("kraken", 2, first, Duration.ofHours(5));
    }
}
