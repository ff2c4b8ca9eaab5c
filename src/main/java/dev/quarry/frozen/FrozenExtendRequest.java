package dev.quarry.frozen;

import dev.quarry.platform.json.Example;

/** The payload of a check of the frozen winners, which has no fields. */
@Example("{}")
public record FrozenExtendRequest() {}
