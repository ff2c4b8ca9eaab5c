package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisionTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void what_has_ended_is_started_again_and_both_are_reported() throws Exception {
        AtomicBoolean runs = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);

        try (Supervision supervision = supervision(
                        runs,
                        () -> {
                            starts.incrementAndGet();
                            runs.set(true);
                            started.countDown();
                        },
                        () -> {})
                .begin()) {
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(starts).hasValue(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("It has ended and is started again (1 of 5)");
    }

    @Test
    void what_does_not_stay_up_ends_the_process() throws Exception {
        CountDownLatch gaveUp = new CountDownLatch(1);

        try (Supervision supervision = supervision(
                        new AtomicBoolean(),
                        () -> {
                            starts.incrementAndGet();
                            throw new IllegalStateException("no");
                        },
                        gaveUp::countDown)
                .begin()) {
            assertThat(gaveUp.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(starts).hasValue(Supervision.MAX_STARTS);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("It has ended 6 times within 10 minutes; Quarry ends too.");
    }

    private Supervision supervision(AtomicBoolean runs, Supervision.Start start, Runnable giveUp) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Supervision("It", runs::get, start, new Terminal(out), giveUp);
    }
}
