package dev.quarry.job.run;

import dev.quarry.job.store.Success;

/** The result of an attempt, before it is stored. */
record Result(Attempt attempt, Success success) {}
