/** What is added to the application for benchmarks of the queue: the job that does nothing. */
package dev.quarry.bench.probe;
