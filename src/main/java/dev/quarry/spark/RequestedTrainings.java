package dev.quarry.spark;

import dev.quarry.sweep.SweepEngine;

/** Engines of trainings that can say afterwards what they were. {@link #close} ends what they share. */
public interface RequestedTrainings extends AutoCloseable {

    /**
     * The engine of a training. Each sweeps once, the same plan as all others, one after the other in the order of the trainings.
     *
     * @param training its number, from 0
     */
    SweepEngine engine(int training);

    /** What swept; meaningful when the sweep of the last training has returned. */
    EngineReport report();

    @Override
    void close();
}
