package dev.quarry.sweep;

import dev.quarry.engine.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers single results into chunks. Each has an outcome of its own, numbered by its place in the sweep. */
final class ResultChunk implements SweepChunk {

    private static final int RESULTS = 1024;

    private final Consumer<SweepChunk> consumer;
    private final List<CombinationResult> results = new ArrayList<>(RESULTS);
    private long before;

    ResultChunk(Consumer<SweepChunk> consumer) {
        this.consumer = consumer;
    }

    void add(CombinationResult result) {
        results.add(result);
        if (results.size() == RESULTS) {
            flush();
        }
    }

    /** Hands over what is left. */
    void flush() {
        if (!results.isEmpty()) {
            consumer.accept(this);
            before += results.size();
            results.clear();
        }
    }

    @Override
    public int size() {
        return results.size();
    }

    @Override
    public long index(int position) {
        return results.get(position).combination().index();
    }

    @Override
    public long outcome(int position) {
        return results.get(position).failed() ? NO_OUTCOME : before + position;
    }

    @Override
    public Statistics statistics(int position) {
        return results.get(position).statistics();
    }

    @Override
    public CombinationResult result(int position) {
        return results.get(position);
    }
}
