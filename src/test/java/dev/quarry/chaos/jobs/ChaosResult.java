package dev.quarry.chaos.jobs;

/** What a chaos job brings. */
public record ChaosResult(long number, int children) {}
