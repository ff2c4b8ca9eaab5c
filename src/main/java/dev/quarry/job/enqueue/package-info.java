/** Enqueueing: reading requests, validating payloads by their handlers, storing jobs and waking workers. */
package dev.quarry.job.enqueue;
