package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.platform.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims that begin where the last one was: they are faster, and pass over nothing that they must not. */
class ClaimFloorsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long TENTH = 100_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final JobTransitions transitions = new JobTransitions(DATABASE.database(), nanos::get);

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "queue_pause", "queue_limit");
    }

    @Test
    void jobs_that_come_later_are_found_from_the_floor_on() {
        queue(1, 0, "0 s");
        queue(2, 0, "0 s");
        assertThat(claim(1)).containsExactly(1L);
        assertThat(claim(5)).containsExactly(2L);
        assertThat(claim(5)).isEmpty();

        queue(3, 0, "0 s");

        assertThat(claim(5)).containsExactly(3L);
    }

    @Test
    void a_job_of_a_higher_priority_comes_first_and_one_of_a_lower_is_not_forgotten() {
        queue(1, 0, "0 s");
        queue(2, 0, "0 s");
        assertThat(claim(1)).containsExactly(1L);
        queue(3, 5, "0 s");
        queue(4, -5, "0 s");

        assertThat(claim(1)).containsExactly(3L);
        assertThat(claim(1)).containsExactly(2L);
        assertThat(claim(1)).containsExactly(4L);
    }

    @Test
    void a_job_that_is_queued_below_the_floor_is_found_when_somebody_tells() {
        queue(1, 0, "0 s");
        claim(1);
        queue(2, 0, "1 hour");
        assertThat(claim(1)).isEmpty();

        transitions.lookEverywhere(Lane.IO);

        assertThat(claim(1)).containsExactly(2L);
    }

    @Test
    void a_job_that_is_queued_below_the_floor_is_found_a_tenth_of_a_second_later_if_nobody_tells() {
        queue(1, 0, "0 s");
        claim(1);
        queue(2, 0, "1 hour");

        nanos.addAndGet(TENTH);

        assertThat(claim(1)).containsExactly(2L);
    }

    @Test
    void a_transaction_that_takes_less_than_a_second_to_commit_is_above_the_floor() {
        queue(1, 0, "0 s");
        claim(1);
        queue(2, 0, "0.8 s");

        assertThat(claim(1)).containsExactly(2L);
    }

    @Test
    void what_is_announced_while_a_claim_looks_counts_for_the_next_one() {
        ClaimFloors floors = new ClaimFloors(nanos::get);
        ClaimFloors.Mark mark = floors.mark(Lane.IO);
        floors.forget(Lane.IO);
        floors.set(mark, null, null, OffsetDateTime.now());

        assertThat(floors.mark(Lane.IO).floor()).isNull();
    }

    @Test
    void limits_and_pauses_hold_from_the_floor_on_too() {
        queue(1, 0, "0 s");
        claim(1);
        queue(2, 0, "0 s");
        DATABASE.database().update("insert into queue_pause (scope, name) values ('job_type', 't')");
        assertThat(claim(1)).isEmpty();
        DATABASE.database().update("delete from queue_pause");
        DATABASE.database().update("insert into queue_limit (scope, name, max_running) values ('job_type', 't', 1)");
        DATABASE.database().update("insert into queue_slot (scope, name, number) values ('job_type', 't', 1)");
        queue(3, 0, "0 s");

        assertThat(claim(5)).containsExactly(2L);
        assertThat(claim(5)).isEmpty();
    }

    @Test
    void after_a_slow_search_the_floor_holds_ten_times_as_long_as_that_took() {
        ClaimFloors floors = new ClaimFloors(nanos::get);
        ClaimFloors.Mark mark = floors.mark(Lane.IO);
        nanos.addAndGet(TENTH / 2);
        floors.set(mark, 0, OffsetDateTime.now(), OffsetDateTime.now());

        nanos.addAndGet(4 * TENTH);
        assertThat(floors.mark(Lane.IO).floor()).isNotNull();
        nanos.addAndGet(TENTH);
        assertThat(floors.mark(Lane.IO).floor()).isNull();
    }

    @Test
    void the_floor_goes_on_to_what_is_found_from_it_on_unless_somebody_told_of_a_job_meanwhile() {
        ClaimFloors floors = new ClaimFloors(nanos::get);
        OffsetDateTime first = OffsetDateTime.now().minusMinutes(2);
        OffsetDateTime next = first.plusMinutes(1);
        floors.set(floors.mark(Lane.IO), 0, first, OffsetDateTime.now());

        floors.advance(floors.mark(Lane.IO), next, OffsetDateTime.now());
        ClaimFloors.Mark mark = floors.mark(Lane.IO);
        assertThat(mark.floor().runAt()).isEqualTo(next);
        floors.forget(Lane.IO);
        floors.advance(mark, next.plusSeconds(1), OffsetDateTime.now());
        assertThat(floors.mark(Lane.IO).floor()).isNull();
    }

    @Test
    void a_row_that_somebody_holds_is_passed_over_and_claimed_when_it_is_free_again() throws SQLException {
        queue(1, 0, "0 s");
        queue(2, 0, "0 s");
        queue(3, 0, "0 s");
        assertThat(claim(1)).containsExactly(1L);
        try (Connection holder = DriverManager.getConnection(DATABASE.jdbcUrl());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select id from job where id = 2 for update");
            assertThat(claim(5)).containsExactly(3L);
            assertThat(claim(5)).isEmpty();
            holder.rollback();
        }

        assertThat(claim(5)).containsExactly(2L);
    }

    @Test
    void no_job_is_claimed_twice_by_nodes_that_claim_at_the_same_moment() throws Exception {
        int jobs = 3_000;
        DATABASE.database().update("""
                insert into job (id, job_type, lane, state, payload, max_attempts, run_at)
                select n, 't', 'io', 'queued', '{}', 3, now() - interval '1 minute' from generate_series(1, ?) n
                """, jobs);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Long> claimed = new ArrayList<>();
        for (Future<List<Long>> node :
                nodes.invokeAll(Collections.nCopies(4, (Callable<List<Long>>) ClaimFloorsIT::claimAll))) {
            claimed.addAll(node.get());
        }
        nodes.shutdown();

        assertThat(claimed).hasSize(jobs).doesNotHaveDuplicates();
        assertThat(DATABASE.database()
                        .query("select distinct fencing_token from job where attempt = 1", row -> row.getLong(1)))
                .hasSize(jobs);
    }

    /** All that a node of its own gets, until it finds nothing. */
    private static List<Long> claimAll() {
        JobTransitions node = new JobTransitions(DATABASE.database());
        List<Long> all = new ArrayList<>();
        for (int empty = 0; empty < 20; ) {
            List<Claim> claims = node.claim(Lane.IO, "w", Duration.ofSeconds(15), 2, 8);
            empty = claims.isEmpty() ? empty + 1 : 0;
            claims.forEach(claim -> all.add(claim.jobId()));
        }
        return all;
    }

    private List<Long> claim(int most) {
        return transitions.claim(Lane.IO, "w", Duration.ofSeconds(15), most, most).stream()
                .map(Claim::jobId)
                .toList();
    }

    private static void queue(long id, int priority, String ago) {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, state, payload, max_attempts, priority, run_at)
                values (?, 't', 'io', 'queued', '{}', 3, ?, now() - ?::interval)
                """, id, priority, ago);
    }
}
