package dev.quarry.platform.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Combines what several threads want at the same moment, such as their commits, into one operation: the first caller's
 * item is done at once, and the items of those that come meanwhile are done together, by one of them, when that is
 * finished. So a single caller never waits, and the more callers there are, the less each costs. Has no thread of its
 * own; callers block until their item is done.
 *
 * @param <T> what a caller submits
 * @param <R> what a caller gets
 */
public final class GroupCommit<T, R> {

    private final int most;
    private final Function<List<T>, List<R>> work;
    private final Predicate<RuntimeException> spoiled;
    private final Waiting waits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member<T, R>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param most how many are done together at most
     * @param work does all of them or none, and returns what each caller gets, in their order
     * @param spoiled true for an exception that means that none was done because one of them is at fault: then each is
     *     done alone. Any other exception is thrown to all callers
     */
    public GroupCommit(int most, Function<List<T>, List<R>> work, Predicate<RuntimeException> spoiled) {
        this(most, work, spoiled, Waiting.UNTIL_SIGNALLED);
    }

    /**
     * A group commit with another way to wait for the operation under way.
     *
     * @param waits how a caller waits; may return early
     */
    public GroupCommit(int most, Function<List<T>, List<R>> work, Predicate<RuntimeException> spoiled, Waiting waits) {
        this.most = most;
        this.work = work;
        this.spoiled = spoiled;
        this.waits = waits;
    }

    /** How a caller waits while others' items are done: for a signal, or, under a simulated scheduler, for its turn. */
    @FunctionalInterface
    public interface Waiting {

        /** Sleeps until the signal comes. */
        Waiting UNTIL_SIGNALLED = (lock, signal) -> signal.awaitUninterruptibly();

        /** Called with the lock held, once, and returns with it held, once; the lock is free meanwhile. */
        void await(ReentrantLock lock, Condition signal);
    }

    /** Returns when the item was done; throws what the work threw. */
    public R submit(T item) {
        Member<T, R> mine = new Member<>(item, lock.newCondition());
        lock.lock();
        try {
            waiting.add(mine);
            while (!mine.done) {
                if (busy) {
                    waits.await(lock, mine.turn);
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return mine.result;
    }

    /** How many items wait that nobody works on yet. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Does the waiting items, without holding the lock meanwhile. */
    private void lead() {
        List<Member<T, R>> group = new ArrayList<>();
        while (group.size() < most && !waiting.isEmpty()) {
            group.add(waiting.poll());
        }
        busy = true;
        lock.unlock();
        try {
            act(group);
        } finally {
            lock.lock();
            busy = false;
            for (Member<T, R> member : group) {
                member.done = true;
                member.turn.signal();
            }
            if (!waiting.isEmpty()) {
                waiting.peek().turn.signal();
            }
        }
    }

    private void act(List<Member<T, R>> group) {
        try {
            List<R> results = work.apply(group.stream().map(m -> m.item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (group.size() > 1 && spoiled.test(e)) {
                group.forEach(member -> act(List.of(member)));
            } else {
                group.forEach(member -> member.failure = e);
            }
        } catch (Error e) {
            group.forEach(member -> member.failure = new IllegalStateException(e));
            throw e;
        }
    }

    /** One caller; its fields are written by the leader before it takes the lock again, and read under it. */
    private static final class Member<T, R> {
        private final T item;
        private final Condition turn;
        private R result;
        private RuntimeException failure;
        private boolean done;

        private Member(T item, Condition turn) {
            this.item = item;
            this.turn = turn;
        }
    }
}
