/**
 * Live streams: one thread per node reads what has changed when it is notified of a change, and sends it to all
 * listeners. It knows neither HTTP nor SQL, and the queue itself never waits for it.
 */
package dev.quarry.job.stream;
