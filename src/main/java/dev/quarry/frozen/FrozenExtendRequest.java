package dev.quarry.frozen;

import dev.quarry.platform.json.Example;

/** What a look at the frozen winners is asked for: nothing. */
@Example("{}")
public record FrozenExtendRequest() {}
