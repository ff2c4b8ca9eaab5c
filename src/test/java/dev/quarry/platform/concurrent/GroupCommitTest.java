package dev.quarry.platform.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());

    @Test
    void one_caller_does_his_own_at_once() {
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(10, this::doubled, e -> false);

        assertThat(commit.submit(4)).isEqualTo(8);
        assertThat(groups).containsExactly(List.of(4));
    }

    @Test
    void who_comes_while_one_is_busy_is_done_together() throws Exception {
        CountDownLatch firstIsBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(
                10,
                items -> {
                    firstIsBusy.countDown();
                    await(goOn);
                    return doubled(items);
                },
                e -> false);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<Integer> first = threads.submit(() -> commit.submit(1));
            firstIsBusy.await();
            List<Future<Integer>> others = IntStream.rangeClosed(2, 6)
                    .mapToObj(i -> threads.submit(() -> commit.submit(i)))
                    .toList();
            while (commit.waiting() < 5) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(2);
            for (Future<Integer> other : others) {
                other.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(groups).hasSize(2);
        assertThat(groups.get(1)).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
    }

    @Property(tries = 30)
    void everybody_gets_his_own_whatever_the_others_are(
            @ForAll @IntRange(min = 1, max = 8) int threads, @ForAll @IntRange(min = 1, max = 5) int most)
            throws Exception {
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(
                most,
                items -> {
                    if (items.stream().anyMatch(i -> i % 7 == 0)) {
                        throw new IllegalArgumentException("seven");
                    }
                    return doubled(items);
                },
                IllegalArgumentException.class::isInstance);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> results = IntStream.range(0, 200)
                    .mapToObj(i -> pool.submit(() -> i % 7 == 0 ? refused(commit, i) : commit.submit(i)))
                    .toList();
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i % 7 == 0 ? -1 : 2 * i);
            }
        } finally {
            pool.shutdown();
        }

        assertThat(groups).allMatch(group -> group.size() <= most);
        groups.clear();
    }

    @Test
    void what_is_nobodys_fault_is_thrown_to_all_and_the_next_goes_on() {
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(
                10,
                items -> {
                    if (groups.isEmpty()) {
                        groups.add(items);
                        throw new IllegalStateException("away");
                    }
                    return doubled(items);
                },
                e -> false);

        assertThatThrownBy(() -> commit.submit(1)).hasMessage("away");
        assertThat(commit.submit(2)).isEqualTo(4);
    }

    private static int refused(GroupCommit<Integer, Integer> commit, int item) {
        assertThatThrownBy(() -> commit.submit(item)).hasMessage("seven");
        return -1;
    }

    private List<Integer> doubled(List<Integer> items) {
        groups.add(items);
        return items.stream().map(i -> 2 * i).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
