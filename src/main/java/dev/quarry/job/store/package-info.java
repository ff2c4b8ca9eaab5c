/**
 * Jobs in PostgreSQL. {@link dev.quarry.job.store.JobTransitions} is the only class that changes the state of a job;
 * the entities serve enqueueing and reading.
 */
package dev.quarry.job.store;
