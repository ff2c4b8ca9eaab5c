package dev.quarry.platform.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class VitalTest {

    @Test
    void health_knows_a_thread_that_works_and_one_that_has_ended_unasked() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Vital working = Vital.named("test-working", Duration.ofMinutes(5));
        Vital ended = Vital.named("test-ended", Duration.ofMinutes(5));
        Thread thread = working.start(Thread::new, () -> awaitQuietly(end));
        ended.start(Thread::new, () -> {}).join();

        assertThat(sign("test-working").alive()).isTrue();
        assertThat(sign("test-ended").alive()).isFalse();
        working.over();
        ended.over();
        end.countDown();
        thread.join();
        assertThat(Vital.signs()).noneMatch(sign -> sign.name().startsWith("test-"));
    }

    @Test
    void one_that_has_not_gone_round_for_longer_than_it_may_counts_as_dead() throws InterruptedException {
        Vital late = Vital.named("test-late", Duration.ofMillis(1));
        Thread.sleep(5);

        assertThat(sign("test-late").alive()).isFalse();
        late.over();
    }

    @Test
    void what_may_pass_does_not_leave_a_round_of_a_timer() {
        List<RuntimeException> reported = new ArrayList<>();
        Vital timer = Vital.named("test-timer", Duration.ofMinutes(5));

        timer.round(
                () -> {
                    throw new IllegalStateException("away");
                },
                reported::add);

        assertThat(reported).singleElement().asString().contains("away");
        timer.over();
    }

    private static Vital.Sign sign(String name) {
        return Vital.signs().stream()
                .filter(sign -> sign.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
