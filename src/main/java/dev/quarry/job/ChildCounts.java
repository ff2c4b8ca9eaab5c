package dev.quarry.job;

/** How many children of a job are in which state. */
public record ChildCounts(long total, long queued, long running, long succeeded, long failed, long canceled) {}
