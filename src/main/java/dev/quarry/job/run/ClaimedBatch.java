package dev.quarry.job.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The jobs that a slot has claimed at once and runs one after the other: mostly one, several where they are short.
 * Their results wait here to be written together. When a job turns out to be long after all, the heartbeat's thread
 * relieves the slot of both: of the results, and of the jobs that have not begun.
 */
final class ClaimedBatch {

    private final Deque<Attempt> waiting;
    private final List<Result> results = new ArrayList<>();
    private final Consumer<ClaimedBatch> relief;

    ClaimedBatch(Collection<Attempt> attempts, Consumer<ClaimedBatch> relief) {
        this.waiting = new ArrayDeque<>(attempts);
        this.relief = relief;
    }

    /** Passes on the results and jobs that wait, on the calling thread. */
    void relieve() {
        relief.accept(this);
    }

    /** The next attempt to run; null when there is none. */
    synchronized Attempt next() {
        return waiting.poll();
    }

    /** Adds a result, and returns how many characters all results have that wait here now. */
    synchronized long add(Result result) {
        results.add(result);
        return results.stream().mapToLong(r -> r.success().result().length()).sum();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && results.isEmpty();
    }

    /** Removes and returns the results, for the caller to write. */
    synchronized List<Result> takeResults() {
        List<Result> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    /** Removes and returns the attempts that have not begun, for the caller to hand back. */
    synchronized List<Attempt> takeWaiting() {
        List<Attempt> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
