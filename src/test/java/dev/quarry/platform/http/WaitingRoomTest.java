package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom<String> room = new WaitingRoom<>(2, 3);

    @Test
    void a_place_that_becomes_free_is_the_first_ones_that_waits() {
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isFalse();
        assertThat(room.await("a")).isTrue();
        assertThat(room.await("b")).isTrue();

        assertThat(room.leave()).isEqualTo("a");
        assertThat(room.enter()).isFalse();
        assertThat(room.leave()).isEqualTo("b");
        assertThat(room.leave()).isNull();
        assertThat(room.enter()).isTrue();
    }

    @Test
    void only_so_many_may_wait_and_who_gives_up_makes_room() {
        for (String one : List.of("a", "b", "c")) {
            assertThat(room.await(one)).isTrue();
        }
        assertThat(room.await("d")).isFalse();

        room.forget("b");

        assertThat(room.await("d")).isTrue();
    }

    @Test
    void no_place_is_lost_and_nobody_is_forgotten_whatever_the_threads_do() throws InterruptedException {
        WaitingRoom<Runnable> shared = new WaitingRoom<>(3, 100_000);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ConcurrentLinkedQueue<Integer> crowded = new ConcurrentLinkedQueue<>();
        Runnable work = () -> {
            crowded.add(inside.incrementAndGet());
            inside.decrementAndGet();
            done.incrementAndGet();
        };
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(new Thread(() -> {
                for (int k = 0; k < 2000; k++) {
                    pass(shared, work);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(done).hasValue(16_000);
        assertThat(crowded).allMatch(number -> number <= 3);
        assertThat(List.of(shared.enter(), shared.enter(), shared.enter(), shared.enter()))
                .containsExactly(true, true, true, false);
    }

    /** As the filter does, with the leaving thread in the place of the server's next one. */
    private static void pass(WaitingRoom<Runnable> room, Runnable work) {
        if (room.enter()) {
            work.run();
            leave(room);
        } else {
            room.await(work);
            if (room.enter()) {
                leave(room);
            }
        }
    }

    private static void leave(WaitingRoom<Runnable> room) {
        for (Runnable next = room.leave(); next != null; next = room.leave()) {
            next.run();
        }
    }
}
