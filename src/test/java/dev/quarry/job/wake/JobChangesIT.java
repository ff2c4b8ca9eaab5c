package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChangesIT {

    private static final long PATIENCE_MILLIS = 10_000;

    @TempDir
    Path directory;

    private TestBroker broker;
    private JobChanges here;
    private JobChanges there;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory);
        here = new JobChanges(broker.connections(), Thread::new);
        there = new JobChanges(broker.connections(), Thread::new);
        here.start();
    }

    @AfterEach
    void stop() throws Exception {
        here.end();
        broker.close();
    }

    @Test
    void a_change_is_known_here_at_once_and_on_every_other_node_through_the_broker() throws Exception {
        JobChanges third = new JobChanges(broker.connections(), Thread::new);
        try (JMSContext first = subscribed(there);
                JMSContext second = subscribed(third)) {
            here.changed();

            assertThat(here.signal().await(0)).isTrue();
            assertThat(there.signal().await(PATIENCE_MILLIS)).isTrue();
            assertThat(third.signal().await(PATIENCE_MILLIS)).isTrue();
        }
    }

    @Test
    void a_node_does_not_look_twice_for_its_own_notice() throws Exception {
        AtomicInteger notices = new AtomicInteger();
        try (JMSContext own = subscribed(here);
                JMSContext count = subscribed(notices::incrementAndGet);
                JMSContext other = subscribed(there)) {
            here.changed();
            here.signal().await(0);
            there.signal().await(PATIENCE_MILLIS);

            assertThat(here.signal().await(200)).isFalse();
        }
    }

    @Test
    void a_hundred_thousand_changes_are_a_handful_of_notices() throws Exception {
        AtomicInteger notices = new AtomicInteger();
        try (JMSContext count = subscribed(notices::incrementAndGet);
                JMSContext other = subscribed(there)) {
            for (int i = 0; i < 100_000; i++) {
                here.changed();
            }

            assertThat(there.signal().await(PATIENCE_MILLIS)).isTrue();
            assertThat(notices.get()).isLessThan(1_000);
        }
    }

    @Test
    void changes_neither_wait_nor_fail_while_the_broker_is_away_and_are_announced_again_after() throws Exception {
        broker.stop();
        here.changed();
        assertThat(here.signal().await(0)).isTrue();

        broker.start();
        boolean announced = false;
        try (JMSContext other = subscribed(there)) {
            for (int i = 0; i < 30 && !announced; i++) {
                here.changed();
                announced = there.signal().await(500);
            }
        }
        assertThat(announced).isTrue();
    }

    private JMSContext subscribed(JobChanges node) {
        JMSContext context = broker.connections().createContext();
        context.createConsumer(context.createTopic(JobChanges.TOPIC)).setMessageListener((Message notice) -> {
            try {
                node.received(notice.getBody(String.class));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        return context;
    }

    private JMSContext subscribed(Runnable listener) {
        JMSContext context = broker.connections().createContext();
        context.createConsumer(context.createTopic(JobChanges.TOPIC))
                .setMessageListener((Message notice) -> listener.run());
        return context;
    }
}
