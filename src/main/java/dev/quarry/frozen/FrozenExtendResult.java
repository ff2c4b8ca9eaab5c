package dev.quarry.frozen;

/**
 * The result of a check of the frozen winners.
 *
 * @param checked how many were checked
 * @param extended how many of them had new or other bars
 * @param failed how many could not be checked; each says why in its {@code last_error}
 */
public record FrozenExtendResult(int checked, int extended, int failed) {}
