/**
 * Jobs in PostgreSQL. Only the classes named Transition or Transitions change the state of a job; the entity serves enqueueing.
 */
package dev.quarry.job.store;
