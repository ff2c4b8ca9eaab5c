package dev.quarry.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.DebianPackages;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The short form of the chaos run: 500 jobs and six kills, with a lease of five seconds instead of fifteen, so that a rescue
 * and a freeze that outlasts the lease take less time. The long form is {@code mvn -Pchaos}.
 */
class ChaosIT {

    private static ChaosReport report;

    @BeforeAll
    static void run() throws Exception {
        DebianPackages.need("libfaketime", ClockSkew::isPossible);
        report = ChaosRun.run(ChaosSettings.of(500, 6, 5));
        System.out.println(report.text());
    }

    @Test
    void no_job_is_lost_doubled_or_left_unfinished_and_every_history_is_legal() {
        assertThat(report.timeline().kills()).isGreaterThanOrEqualTo(6);
        assertThat(report.violations())
                .isNotEmpty()
                .allSatisfy((what, offenders) -> assertThat(offenders).as(what).isEmpty());
    }

    @Test
    void a_node_that_is_frozen_longer_than_its_lease_tries_to_write_when_it_wakes_up_and_writes_nothing() {
        assertThat(report.timeline().freezes).isNotEmpty();
        assertNone("written by a frozen worker after it woke up");
        assertNone("frozen workers that were not seen to try and be refused");
    }

    @Test
    void a_clock_that_is_wrong_by_ten_minutes_changes_nothing() {
        assertThat(report.wrongClockExecutions()).isPositive();
        assertThat(report.isClean()).isTrue();
    }

    @Test
    void a_parent_whose_node_is_killed_while_it_fans_out_or_waits_has_each_child_once_and_succeeds() {
        assertThat(report.timeline().familyKills)
                .extracting(Timeline.FamilyKill::waiting)
                .contains(true, false);
        assertNone("families that are not whole");
        assertNone("ended otherwise than they had to");
    }

    @Test
    void enqueue_succeeds_while_the_broker_is_away_and_is_a_clean_503_while_the_database_is() {
        assertThat(report.timeline().brokerProbes.get()).isPositive();
        assertThat(report.timeline().databaseProbes.get()).isPositive();
        assertNone("enqueue refused while the broker was away");
        assertNone("no clean 503 while the database was away");
    }

    @Test
    void the_nodes_are_ready_and_work_again_after_each_outage() {
        assertThat(report.timeline().outages).isNotEmpty().allSatisfy(outage -> {
            assertThat(outage.readyMillis()).as("ready after %s", outage).isNotNegative();
            assertThat(outage.firstJobMillis()).as("a job after %s", outage).isNotNegative();
        });
    }

    private static void assertNone(String what) {
        assertThat(report.violations().getOrDefault(what, List.of("not looked at")))
                .as(what)
                .isEmpty();
    }
}
