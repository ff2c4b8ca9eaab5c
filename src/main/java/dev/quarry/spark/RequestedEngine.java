package dev.quarry.spark;

import dev.quarry.sweep.SweepEngine;

/** An engine that can say afterwards what it was. */
public interface RequestedEngine extends SweepEngine {

    /** What swept; meaningful when a sweep has returned. */
    EngineReport report();
}
