/** The routes of the queue, and what the enqueue routes of the features share. */
package dev.quarry.job.http;
