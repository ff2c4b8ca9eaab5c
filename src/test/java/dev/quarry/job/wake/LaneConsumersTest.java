package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LaneConsumersTest {

    private final LaneConsumers consumers = new LaneConsumers();
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
        Thread held = wakeUp(Lane.LIGHT);
        while (held.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
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

    private Thread wakeUp(Lane lane) throws InterruptedException {
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
