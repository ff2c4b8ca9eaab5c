package dev.quarry.job.run;

import dev.quarry.job.Lane;

/** How many of a lane's jobs a slot claims at once. */
public interface BatchSizes {

    /** The size of the next claim; at least 1. */
    int of(Lane lane);

    /** A handler has run. */
    void ran(Lane lane, long nanos);
}
