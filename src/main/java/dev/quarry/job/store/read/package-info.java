/** Reading jobs: lists and their filters, details, events in the order of their commits, and counts of the queue. */
package dev.quarry.job.store.read;
