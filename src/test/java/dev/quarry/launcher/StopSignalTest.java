package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void a_request_interrupts_what_may_be_interrupted() {
        assertThatThrownBy(() -> stop.interruptible(() -> {
                    new Thread(stop::request).start();
                    new CountDownLatch(1).await();
                    return null;
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void nothing_interruptible_begins_after_a_request() {
        List<String> done = new ArrayList<>();
        stop.request();

        assertThatThrownBy(() -> stop.interruptible(() -> done.add("work"))).isInstanceOf(InterruptedException.class);
        assertThat(done).isEmpty();
    }

    @Test
    void a_second_request_changes_nothing() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        stop.whenRequested(() -> heard.add("asked"));

        stop.request();
        stop.request();
        stop.await();

        assertThat(stop.requested()).isTrue();
        assertThat(heard).containsExactly("asked");
    }
}
