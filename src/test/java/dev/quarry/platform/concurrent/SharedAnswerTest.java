package dev.quarry.platform.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedAnswerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void an_answer_serves_those_who_ask_shortly_after() throws Exception {
        SharedAnswer<Integer> answer = new SharedAnswer<>(Thread::new, LONG, LONG, asked::incrementAndGet);

        assertThat(answer.get()).isEqualTo(1);
        assertThat(answer.get()).isEqualTo(1);
    }

    @Test
    void an_old_answer_is_asked_for_again() throws Exception {
        SharedAnswer<Integer> answer = new SharedAnswer<>(Thread::new, LONG, Duration.ZERO, asked::incrementAndGet);

        assertThat(answer.get()).isEqualTo(1);
        assertThat(answer.get()).isEqualTo(2);
    }

    @Test
    void a_thread_that_ends_before_it_asks_is_followed_by_another() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        SharedAnswer<Integer> answer = new SharedAnswer<>(
                work -> new Thread(threads.getAndIncrement() == 0 ? () -> {} : work), SHORT, LONG, () -> 7);

        assertThatThrownBy(answer::get).isInstanceOf(TimeoutException.class);

        assertThat(answer.get()).isEqualTo(7);
    }

    @Test
    void nobody_waits_longer_than_he_has_patience_and_one_question_is_under_way_at_most() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        SharedAnswer<Integer> answer = new SharedAnswer<>(Thread::new, SHORT, LONG, () -> {
            asked.incrementAndGet();
            hanging.await();
            return 7;
        });

        assertThatThrownBy(answer::get).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(answer::get).isInstanceOf(TimeoutException.class);
        assertThat(asked).hasValue(1);

        hanging.countDown();
        Integer late = null;
        while (late == null) {
            try {
                late = answer.get();
            } catch (TimeoutException e) {
                // Not yet.
            }
        }
        assertThat(late).isEqualTo(7);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_failure_is_reported_with_its_cause() {
        SharedAnswer<Integer> answer = new SharedAnswer<>(Thread::new, LONG, Duration.ZERO, () -> {
            throw new IllegalStateException("away");
        });

        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("away");
    }
}
