package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.platform.config.NodeRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LaneConsumersTest {

    private final List<Lane> passedOn = new CopyOnWriteArrayList<>();
    private final LaneConsumers consumers =
            consumers(new LaneSlots(NodeRole.ALL, Map.of(Lane.IO, 8, Lane.COMPUTE, 1, Lane.LIGHT, 4)::get));
    private final List<Lane> worked = new CopyOnWriteArrayList<>();

    @Test
    void a_wake_up_that_comes_before_the_start_waits_for_it() throws InterruptedException {
        Thread early = wakeUp(Lane.IO);

        consumers.open((lane, anywhere) -> worked.add(lane));
        early.join();

        assertThat(worked).containsExactly(Lane.IO);
    }

    @Test
    void a_node_that_drains_holds_wake_ups_until_it_resumes() throws InterruptedException {
        consumers.open((lane, anywhere) -> worked.add(lane));
        consumers.close();
        Thread held = held(Lane.LIGHT);
        assertThat(worked).isEmpty();

        consumers.reopen();
        held.join();

        assertThat(worked).containsExactly(Lane.LIGHT);
    }

    @Test
    void a_node_that_ends_keeps_nobody_waiting_and_works_no_more() throws InterruptedException {
        Thread held = wakeUp(Lane.COMPUTE);

        consumers.end();
        held.join();

        assertThat(worked).isEmpty();
    }

    @Test
    void a_node_that_drains_passes_on_what_it_holds_and_one_that_starts_does_not() throws InterruptedException {
        Thread early = held(Lane.IO);
        assertThat(passedOn).isEmpty();
        consumers.open((lane, anywhere) -> worked.add(lane));
        early.join();

        consumers.close();
        Thread held = held(Lane.LIGHT);

        assertThat(passedOn).containsExactly(Lane.LIGHT);
        consumers.reopen();
        held.join();
    }

    @Test
    void a_wake_up_that_comes_when_all_slots_are_busy_is_passed_on_and_served_here_when_one_is_free()
            throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        consumers.open((lane, anywhere) -> {
            worked.add(lane);
            entered.countDown();
            awaitEnd(mayEnd);
        });
        Thread first = wakeUp(Lane.COMPUTE);
        entered.await();

        Thread second = held(Lane.COMPUTE);
        assertThat(worked).containsExactly(Lane.COMPUTE);
        assertThat(passedOn).containsExactly(Lane.COMPUTE);
        assertThat(consumers.idle(Lane.COMPUTE)).isZero();
        mayEnd.countDown();
        first.join();
        second.join();

        assertThat(worked).containsExactly(Lane.COMPUTE, Lane.COMPUTE);
        assertThat(consumers.idle(Lane.COMPUTE)).isOne();
    }

    @Test
    void a_node_that_runs_no_jobs_waits_for_no_lane_and_passes_on_what_reaches_it() throws InterruptedException {
        LaneConsumers api =
                consumers(new LaneSlots(NodeRole.API, Map.of(Lane.IO, 8, Lane.COMPUTE, 2, Lane.LIGHT, 4)::get));
        api.open((lane, anywhere) -> worked.add(lane));

        Thread stray = wakeUp(api, Lane.IO);
        awaitWaiting(stray);

        assertThat(passedOn).containsExactly(Lane.IO);
        assertThat(api.areRunning()).isTrue();
        assertThat(api.served()).isEmpty();
        assertThat(api.idle(Lane.IO)).isZero();
        api.end();
        stray.join();
        assertThat(worked).isEmpty();
    }

    @Test
    void a_node_runs_when_each_lane_it_serves_has_been_woken() {
        LaneConsumers worker =
                consumers(new LaneSlots(NodeRole.WORKER, Map.of(Lane.IO, 3, Lane.COMPUTE, 0, Lane.LIGHT, 1)::get));
        worker.open((lane, anywhere) -> worked.add(lane));

        worker.wokenUp(Lane.IO, true);
        boolean withOne = worker.areRunning();
        worker.wokenUp(Lane.LIGHT, true);

        assertThat(withOne).isFalse();
        assertThat(worker.areRunning()).isTrue();
        assertThat(worker.served()).containsExactlyInAnyOrder(Lane.IO, Lane.LIGHT);
    }

    @Test
    void new_jobs_wake_half_of_a_lanes_slots_here_and_the_rest_is_left_to_the_broker() throws InterruptedException {
        LaneSlots slots = new LaneSlots(NodeRole.ALL, Map.of(Lane.IO, 3, Lane.COMPUTE, 1, Lane.LIGHT, 0)::get);
        LaneConsumers node = consumers(slots);
        LocalCalls local = new LocalCalls(node, slots, Thread::new);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(2);
        boolean beforeTheStart = local.wake(Lane.IO, false);
        node.open((lane, anywhere) -> {
            worked.add(lane);
            entered.countDown();
            awaitEnd(mayEnd);
        });

        boolean first = local.wake(Lane.IO, false);
        boolean second = local.wake(Lane.IO, false);
        entered.await();
        boolean third = local.wake(Lane.IO, false);

        assertThat(List.of(beforeTheStart, first, second, third)).containsExactly(false, true, true, false);
        assertThat(local.wake(Lane.LIGHT, true))
                .as("a lane that is not served here")
                .isFalse();
        assertThat(node.idle(Lane.IO)).isOne();
        assertThat(node.areRunning()).as("whether the broker has been heard of").isFalse();
        mayEnd.countDown();
        while (node.idle(Lane.IO) < 3) {
            Thread.sleep(1);
        }
        assertThat(worked).containsExactly(Lane.IO, Lane.IO);
        assertThat(local.wake(Lane.IO, false)).isTrue();
        local.end();
        assertThat(local.wake(Lane.COMPUTE, false)).as("a node that stops").isFalse();
        assertThat(node.idle(Lane.COMPUTE)).isOne();
    }

    @Test
    void a_slot_that_fails_is_free_again() throws InterruptedException {
        LaneSlots slots = new LaneSlots(NodeRole.ALL, Map.of(Lane.IO, 1, Lane.COMPUTE, 1, Lane.LIGHT, 1)::get);
        LaneConsumers node = consumers(slots);
        CountDownLatch entered = new CountDownLatch(1);
        node.open((lane, anywhere) -> {
            entered.countDown();
            throw new IllegalStateException("the database is away");
        });

        assertThat(new LocalCalls(node, slots, Thread::new).wake(Lane.IO, true)).isTrue();

        entered.await();
        while (node.idle(Lane.IO) == 0) {
            Thread.sleep(1);
        }
    }

    private static void awaitEnd(CountDownLatch mayEnd) {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LaneConsumers consumers(LaneSlots slots) {
        return new LaneConsumers(slots, new WakeUps(null, Thread::new, new JobChanges(null, Thread::new)) {
            @Override
            public void sendAnywhere(Lane lane) {
                passedOn.add(lane);
            }
        });
    }

    private Thread held(Lane lane) throws InterruptedException {
        Thread thread = wakeUp(lane);
        awaitWaiting(thread);
        return thread;
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    private Thread wakeUp(Lane lane) throws InterruptedException {
        return wakeUp(consumers, lane);
    }

    private static Thread wakeUp(LaneConsumers consumers, Lane lane) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            started.countDown();
            consumers.wokenUp(lane, true);
        });
        thread.start();
        started.await();
        return thread;
    }
}
