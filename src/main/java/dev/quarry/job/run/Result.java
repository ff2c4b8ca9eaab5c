package dev.quarry.job.run;

import dev.quarry.job.store.Success;

/** What an attempt has come to, before it is written. */
record Result(Attempt attempt, Success success) {}
