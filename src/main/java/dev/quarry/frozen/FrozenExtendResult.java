package dev.quarry.frozen;

import dev.quarry.platform.json.Described;

/** The result of a check of the frozen winners. */
public record FrozenExtendResult(
        @Described("How many were checked") int checked,
        @Described("How many of them had new or other bars") int extended,

        @Described("How many could not be checked; each says why in its last_error")
        int failed) {}
