/**
 * Live streams: one thread a node that looks at what has changed when it is told that something has, and hands it to all who
 * listen. It knows neither HTTP nor SQL, and nothing in the queue's own path waits for it.
 */
package dev.quarry.job.stream;
