package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.BrokerReport;
import dev.quarry.job.BrokerReport.LaneQueue;
import dev.quarry.job.Lane;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerQueuesIT {

    private static final long PATIENCE_MILLIS = 10_000;

    @TempDir
    Path directory;

    private TestBroker broker;
    private BrokerQueues queues;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory);
        queues = new BrokerQueues(broker.connections(), Thread::new);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void depth_consumers_and_messages_in_delivery_are_those_of_the_broker() throws Exception {
        try (JMSContext context = broker.connections().createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            for (int i = 0; i < 3; i++) {
                context.createProducer().send(context.createQueue(Lane.LIGHT.queue()), "7");
            }
            var consumer = context.createConsumer(context.createQueue(Lane.LIGHT.queue()));
            Message taken = consumer.receive(PATIENCE_MILLIS);
            assertThat(taken).isNotNull();

            LaneQueue light = await(Lane.LIGHT, lane -> lane.inDelivery() > 0);

            assertThat(light.queue()).isEqualTo("quarry.lane.light");
            assertThat(light.depth()).isEqualTo(3);
            assertThat(light.consumers()).isEqualTo(1);
            assertThat(light.deadLetters()).isZero();
            assertThat(light.killed()).isZero();
            assertThat(queues.report().lanes()).doesNotContainKey(Lane.COMPUTE);
        }
    }

    @Test
    void a_message_that_nobody_could_take_is_a_dead_letter_of_its_lane() throws Exception {
        try (JMSContext context = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createProducer().send(context.createQueue(Lane.IO.queue()), "7");
            context.commit();
            var consumer = context.createConsumer(context.createQueue(Lane.IO.queue()));
            for (int i = 0; i < 5; i++) {
                assertThat(consumer.receive(PATIENCE_MILLIS))
                        .as("delivery " + (i + 1))
                        .isNotNull();
                context.rollback();
            }

            LaneQueue io = await(Lane.IO, lane -> lane.killed() > 0);

            assertThat(io.deadLetters()).isEqualTo(1);
            assertThat(io.depth()).isZero();
        }
    }

    @Test
    void a_broker_that_is_away_is_reported_in_a_sentence_and_asked_again_when_it_is_back() throws Exception {
        broker.stop();
        assertThat(queues.report().unavailable()).isEqualTo("The broker cannot be reached");
        assertThat(queues.report().lanes()).isEmpty();

        broker.start();
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (queues.report().unavailable() != null) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(100);
        }
    }

    @Test
    void a_broker_that_hangs_costs_two_seconds_and_no_more() {
        BrokerQueues hanging = new BrokerQueues(hangs(), Thread::new);
        long start = System.nanoTime();

        BrokerReport report = hanging.report();

        assertThat(report.unavailable()).isEqualTo("The broker did not answer within 2 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private LaneQueue await(Lane lane, Predicate<LaneQueue> condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        LaneQueue last = null;
        while (last == null || !condition.test(last)) {
            assertThat(System.nanoTime())
                    .as("patience; last was " + queues.report())
                    .isLessThan(end);
            Thread.sleep(300);
            last = queues.report().lanes().get(lane);
        }
        return last;
    }

    private static ConnectionFactory hangs() {
        return (ConnectionFactory) java.lang.reflect.Proxy.newProxyInstance(
                ConnectionFactory.class.getClassLoader(), new Class<?>[] {ConnectionFactory.class}, (proxy, m, a) -> {
                    Thread.sleep(60_000);
                    return null;
                });
    }
}
