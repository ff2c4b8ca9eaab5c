/**
 * The chaos harness: three nodes, a PostgreSQL and a broker as processes of their own, faults of many kinds while jobs are
 * posted, and a count from outside, by SQL, of all that went wrong. {@code ChaosIT} is its short form, {@link
 * dev.quarry.chaos.Chaos} the long one. Nothing here trusts what a node says of itself.
 */
package dev.quarry.chaos;
