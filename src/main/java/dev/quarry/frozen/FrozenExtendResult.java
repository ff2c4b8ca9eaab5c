package dev.quarry.frozen;

/**
 * What a look at the frozen winners came to.
 *
 * @param checked how many were looked at
 * @param extended how many of them had new or other bars
 * @param failed how many could not be looked at; each says why in its {@code last_error}
 */
public record FrozenExtendResult(int checked, int extended, int failed) {}
