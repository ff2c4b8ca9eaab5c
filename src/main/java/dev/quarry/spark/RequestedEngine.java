package dev.quarry.spark;

import dev.quarry.sweep.SweepEngine;

/** An engine that can say afterwards what it was. */
public interface RequestedEngine extends SweepEngine {

    /** What swept; meaningful when a sweep has returned. */
    EngineReport report();

    /** Has others store the runs of the search that it sweeps, where they can and that is configured. */
    default void keepWith(RunsKeeper keeper) {}
}
