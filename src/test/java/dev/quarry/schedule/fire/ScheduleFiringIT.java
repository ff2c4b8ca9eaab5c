package dev.quarry.schedule.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobDetails;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.schedule.MissedFires;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleFiringIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final List<JobRequest> enqueued = Collections.synchronizedList(new ArrayList<>());
    private final ScheduleStore schedules = new ScheduleStore(DATABASE.database());
    private final ScheduleFiring firing = firing(this::record);

    @BeforeEach
    void noSchedules() {
        DATABASE.empty("schedule", "schedule_fire");
    }

    @Test
    void nothing_fires_before_its_time() {
        put("later", MissedFires.FIRE_ONCE, 3600);

        assertThat(firing.fireDue()).isZero();
        assertThat(enqueued).isEmpty();
    }

    @Test
    void eight_nodes_that_see_the_same_schedules_due_enqueue_one_job_each() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("s" + i, MissedFires.FIRE_ONCE, -1);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> all = Collections.nCopies(8, firing::fireDue);
            int due = 0;
            for (Future<Integer> node : nodes.invokeAll(all)) {
                due += node.get();
            }
            assertThat(due).isEqualTo(20);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(enqueued).hasSize(20);
        assertThat(schedules.all()).allSatisfy(schedule -> {
            assertThat(schedule.nextFire()).isAfter(schedules.now().minusSeconds(1));
            assertThat(schedule.lastJobId()).isEqualTo(4711);
            assertThat(schedules.fires(schedule.name(), 10)).hasSize(1);
        });
        assertThat(firing.fireDue()).isZero();
    }

    @Test
    void one_job_makes_up_for_all_fires_that_were_missed() {
        put("missed", MissedFires.FIRE_ONCE, -3 * 3600);

        firing.fireDue();

        assertThat(enqueued).hasSize(1);
        assertThat(find("missed").lastFire()).isAfter(schedules.now().minusSeconds(61));
    }

    @Test
    void missed_fires_are_left_out_where_that_is_asked_for_but_not_one_that_is_a_little_late() {
        put("missed", MissedFires.SKIP, -3 * 3600, "0 0 1 1 *");
        put("late", MissedFires.SKIP, -20, "0 0 1 1 *");

        assertThat(firing.fireDue()).isEqualTo(2);

        assertThat(enqueued).hasSize(1);
        assertThat(find("missed").lastFire()).isNull();
        assertThat(find("missed").nextFire()).isAfter(schedules.now());
        assertThat(find("late").lastJobId()).isEqualTo(4711);
    }

    @Test
    void a_paused_schedule_does_not_fire_and_can_be_run_by_hand() {
        put("paused", MissedFires.FIRE_ONCE, -5);
        schedules.pause("paused", true, null);

        assertThat(firing.fireDue()).isZero();
        assertThat(firing.runNow(find("paused"))).isEqualTo(4711);
        assertThat(schedules.fires("paused", 10))
                .extracting(fire -> fire.jobId())
                .containsExactly(4711L);
        assertThat(enqueued).hasSize(1);
    }

    @Test
    void a_job_gets_the_time_for_which_the_schedule_fired() {
        schedules.put(
                "ingest",
                definition("* * * * *", MissedFires.FIRE_ONCE, "{\"start_ts\": \"{{fire_time - P1D}}\"}"),
                schedules.now().minusSeconds(1));

        firing.fireDue();

        OffsetDateTime start =
                OffsetDateTime.parse(enqueued.get(0).payload().get("start_ts").asString());
        assertThat(start).isEqualTo(find("ingest").lastFire().minusDays(1));
    }

    @Test
    void a_schedule_whose_job_is_refused_says_why_and_holds_up_no_other() {
        put("bad", MissedFires.FIRE_ONCE, -10);
        put("good", MissedFires.FIRE_ONCE, -5);
        ScheduleFiring refusing = firing(request -> {
            if (enqueued.isEmpty()) {
                enqueued.add(request);
                throw new InvalidInputException("symbol", "is required");
            }
            record(request);
        });

        assertThat(refusing.fireDue()).isEqualTo(2);

        assertThat(find("bad").lastError()).contains("symbol is required");
        assertThat(find("bad").nextFire()).isAfter(schedules.now().minusSeconds(1));
        assertThat(find("good").lastError()).isNull();
        assertThat(find("good").lastJobId()).isEqualTo(4711);
    }

    @Test
    void a_fire_whose_job_cannot_be_stored_for_now_is_tried_again_after_all_others() {
        put("unlucky", MissedFires.FIRE_ONCE, -10);
        put("good", MissedFires.FIRE_ONCE, -5);
        ScheduleFiring broken = firing(request -> {
            if (enqueued.isEmpty()) {
                enqueued.add(request);
                throw new DatabaseException(new SQLException("full", "53100"));
            }
            record(request);
        });

        assertThatThrownBy(broken::fireDue).hasMessage("full");
        assertThat(find("good").lastJobId()).isEqualTo(4711);
        assertThat(find("unlucky").lastError()).isNull();
        assertThat(firing.fireDue()).isEqualTo(1);
        assertThat(find("unlucky").lastJobId()).isEqualTo(4711);
    }

    @Test
    void a_schedule_that_meets_a_fault_says_so_and_holds_up_no_other() {
        put("bad", MissedFires.FIRE_ONCE, -10);
        put("good", MissedFires.FIRE_ONCE, -5);
        ScheduleFiring faulty = firing(request -> {
            if (enqueued.isEmpty()) {
                enqueued.add(request);
                throw new ArithmeticException("long overflow");
            }
            record(request);
        });

        assertThat(faulty.fireDue()).isEqualTo(2);

        assertThat(find("bad").lastError()).contains("long overflow");
        assertThat(find("bad").nextFire()).isAfter(schedules.now().minusSeconds(1));
        assertThat(find("bad").lastFire()).isNotNull();
        assertThat(find("good").lastJobId()).isEqualTo(4711);
    }

    @Test
    void a_schedule_that_cannot_be_read_fires_no_more_and_holds_up_no_other() {
        put("bad", MissedFires.FIRE_ONCE, -10);
        put("good", MissedFires.FIRE_ONCE, -5);
        DATABASE.database().update("update schedule set payload = '{' where name = 'bad'");

        assertThat(firing.fireDue()).isEqualTo(2);

        assertThat(find("good").lastJobId()).isEqualTo(4711);
        assertThat(firing.fireDue()).isZero();
    }

    @Test
    void the_newest_thousand_fires_of_each_schedule_are_kept() {
        put("often", MissedFires.FIRE_ONCE, 60);
        put("seldom", MissedFires.FIRE_ONCE, 60);
        DATABASE.database().update("""
                insert into schedule_fire (schedule, fire_time, job_id)
                select 'often', now() - make_interval(mins => n), n from generate_series(1, 1500) n
                union all
                select 'seldom', now() - make_interval(years => n), n from generate_series(1, 5) n
                """);

        assertThat(schedules.forgetOldFires()).isEqualTo(500);

        assertThat(schedules.fires("often", 2_000))
                .hasSize(1_000)
                .first()
                .extracting(fire -> fire.jobId())
                .isEqualTo(1L);
        assertThat(schedules.fires("seldom", 10)).hasSize(5);
    }

    @Test
    void the_refresh_interval_of_the_leaderboard_becomes_an_expression() {
        assertThat(ScheduleTimer.every(15)).isEqualTo("*/15 * * * *");
        assertThat(ScheduleTimer.every(120)).isEqualTo("0 */2 * * *");
        assertThat(ScheduleTimer.every(1440)).isEqualTo("0 0 * * *");
        assertThatThrownBy(() -> ScheduleTimer.every(7)).hasMessageContaining("not 7");
    }

    private void put(String name, MissedFires missed, int secondsFromNow) {
        put(name, missed, secondsFromNow, "* * * * *");
    }

    private void put(String name, MissedFires missed, int secondsFromNow, String cron) {
        schedules.put(name, definition(cron, missed, "{}"), schedules.now().plusSeconds(secondsFromNow));
    }

    private static ScheduleDefinition definition(String cron, MissedFires missed, String payload) {
        return new ScheduleDefinition(
                "leaderboard_refresh", Json.MAPPER.readTree(payload), cron, null, null, missed.code(), null);
    }

    private Schedule find(String name) {
        return schedules.find(name).orElseThrow();
    }

    private void record(JobRequest request) {
        enqueued.add(request);
    }

    /** A queue whose every job has the same number. */
    private static ScheduleFiring firing(java.util.function.Consumer<JobRequest> queue) {
        JobQueue numbered = request -> {
            queue.accept(request);
            return JobDetails.queued(4711, request.jobType());
        };
        return new ScheduleFiring(new ScheduleStore(DATABASE.database()), numbered, DATABASE.transactions());
    }
}
