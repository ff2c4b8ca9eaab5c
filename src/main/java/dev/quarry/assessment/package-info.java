/**
 * How far the winner of a search may be trusted: what the search tried, how its winner does against luck, costs,
 * holding and entries at random, and a verdict in words. Joins {@code dev.quarry.sweep} and
 * {@code dev.quarry.inference} on daily mark-to-market returns. The same inputs and seed give the same bits; what
 * cannot be computed is NaN. Pure: no Jakarta API, no SQL, no clock and no input or output belong here, and no thread
 * is started here.
 */
package dev.quarry.assessment;
