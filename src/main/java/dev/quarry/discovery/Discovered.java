package dev.quarry.discovery;

/** The result of a {@code discover} job: of one market, or of several. */
public sealed interface Discovered permits DiscoverResult, MarketsResult {}
