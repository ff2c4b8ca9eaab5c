package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.platform.config.NodeRole;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeUpsIT {

    private static final long PATIENCE_MILLIS = 10_000;
    private static final long QUIET_MILLIS = 300;
    private static final LaneSlots SLOTS =
            new LaneSlots(NodeRole.ALL, Map.of(Lane.IO, 8, Lane.COMPUTE, 2, Lane.LIGHT, 4)::get);

    @TempDir
    Path directory;

    private TestBroker broker;
    private WakeUps wakeUps;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory);
        wakeUps = new WakeUps(broker.connections(), Thread::new, new JobChanges(null, Thread::new));
        wakeUps.start();
    }

    @AfterEach
    void stop() throws Exception {
        wakeUps.end();
        broker.close();
    }

    @Test
    void a_wake_up_names_the_job_and_goes_to_the_queue_of_its_lane() throws Exception {
        wakeUps.send(Lane.COMPUTE, 7);
        wakeUps.send(Lane.LIGHT, 8);

        assertThat(received(Lane.COMPUTE.queue())).isEqualTo("7");
        assertThat(received(Lane.LIGHT.queue())).isEqualTo("8");
    }

    @Test
    void of_wake_ups_that_are_put_together_one_says_anywhere_if_any_did() throws Exception {
        for (int i = 1; i <= 100; i++) {
            wakeUps.send(Lane.IO, i);
        }
        wakeUps.sendAnywhere(Lane.IO);
        for (int i = 101; i <= 200; i++) {
            wakeUps.send(Lane.IO, i);
        }

        List<Boolean> anywhere = new ArrayList<>();
        try (JMSContext context = broker.connections().createContext()) {
            var consumer = context.createConsumer(context.createQueue(Lane.IO.queue()));
            for (Message message = consumer.receive(PATIENCE_MILLIS);
                    message != null;
                    message = consumer.receive(QUIET_MILLIS)) {
                anywhere.add(WakeUps.isAnywhere(message));
            }
        }
        assertThat(anywhere).containsOnlyOnce(true).contains(false);
    }

    @Test
    void a_thousand_wake_ups_at_once_become_a_few_messages_that_wake_every_hand() throws Exception {
        for (int i = 1; i <= 1000; i++) {
            wakeUps.send(Lane.IO, i);
        }

        List<String> ids = new ArrayList<>();
        try (JMSContext context = broker.connections().createContext()) {
            var consumer = context.createConsumer(context.createQueue(Lane.IO.queue()));
            for (String id = consumer.receiveBody(String.class, PATIENCE_MILLIS);
                    id != null;
                    id = consumer.receiveBody(String.class, QUIET_MILLIS)) {
                ids.add(id);
            }
        }
        assertThat(ids).hasSizeBetween(Lane.IO.defaultSlots(), 100);
    }

    @Test
    void sending_neither_waits_nor_fails_while_the_broker_is_away() throws Exception {
        broker.stop();

        wakeUps.send(Lane.LIGHT, 1);
        assertThat(wakeUps.isBrokerReachable()).isFalse();

        broker.start();
        assertThat(wakeUps.isBrokerReachable()).isTrue();
        String received = null;
        for (int i = 0; i < 20 && received == null; i++) {
            wakeUps.send(Lane.LIGHT, 2);
            received = receivedWithin(Lane.LIGHT.queue(), 500);
        }
        assertThat(received).as("a wake-up sent after the broker came back").isNotNull();
    }

    @Test
    void consumers_let_nothing_through_before_the_application_has_started() throws Exception {
        LaneConsumers consumers = new LaneConsumers(SLOTS, wakeUps);
        BlockingQueue<Lane> worked = new LinkedBlockingQueue<>();
        CountDownLatch delivered = new CountDownLatch(1);
        try (JMSContext context = broker.connections().createContext()) {
            context.createConsumer(context.createQueue(Lane.LIGHT.queue())).setMessageListener((Message m) -> {
                delivered.countDown();
                consumers.wokenUp(Lane.LIGHT, true);
            });
            wakeUps.send(Lane.LIGHT, 1);
            assertThat(delivered.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(worked.poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(consumers.areRunning()).isFalse();

            consumers.open((lane, anywhere) -> worked.add(lane));

            assertThat(worked.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(Lane.LIGHT);
        }
    }

    @Test
    void a_node_whose_first_wake_ups_went_to_another_node_is_ready_all_the_same() throws Exception {
        LaneConsumers other = new LaneConsumers(SLOTS, wakeUps);
        LaneConsumers fresh = new LaneConsumers(SLOTS, wakeUps);
        other.open((lane, anywhere) -> {});
        fresh.open((lane, anywhere) -> {});
        try (JMSContext context = broker.connections().createContext()) {
            for (Lane lane : Lane.values()) {
                consume(context, lane, other);
                wakeUps.sendAnywhere(lane);
            }
            await(other);
            for (Lane lane : Lane.values()) {
                consume(context, lane, fresh);
            }
            assertThat(fresh.areRunning()).isFalse();

            wakeUps.prove(fresh);

            await(fresh);
        }
    }

    @Test
    void a_lane_that_is_not_served_is_neither_waited_for_nor_asked_for() throws Exception {
        LaneConsumers fresh = new LaneConsumers(
                new LaneSlots(NodeRole.WORKER, Map.of(Lane.IO, 0, Lane.COMPUTE, 1, Lane.LIGHT, 0)::get), wakeUps);
        fresh.open((lane, anywhere) -> {});
        try (JMSContext context = broker.connections().createContext()) {
            consume(context, Lane.COMPUTE, fresh);

            wakeUps.prove(fresh);

            await(fresh);
            assertThat(receivedWithin(Lane.IO.queue(), QUIET_MILLIS)).isNull();
        }
    }

    private static void await(LaneConsumers consumers) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!consumers.areRunning() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(consumers.areRunning()).isTrue();
    }

    private static void consume(JMSContext context, Lane lane, LaneConsumers consumers) {
        JMSContext session = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue("quarry.lane." + lane.code()))
                .setMessageListener((Message m) -> consumers.wokenUp(lane, true));
    }

    @Test
    void a_lane_is_idle_by_what_it_does_not_run() {
        LaneConsumers consumers = new LaneConsumers(SLOTS, wakeUps);
        consumers.open((lane, anywhere) -> assertThat(consumers.idle(lane)).isEqualTo(Lane.LIGHT.defaultSlots() - 1));

        consumers.wokenUp(Lane.LIGHT, true);

        assertThat(consumers.idle(Lane.LIGHT)).isEqualTo(Lane.LIGHT.defaultSlots());
    }

    private String received(String queue) {
        return receivedWithin(queue, PATIENCE_MILLIS);
    }

    private String receivedWithin(String queue, long millis) {
        try (JMSContext context = broker.connections().createContext()) {
            return context.createConsumer(context.createQueue(queue)).receiveBody(String.class, millis);
        }
    }
}
