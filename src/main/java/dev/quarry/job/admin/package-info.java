/** The operator's hand on the queue: pausing lanes, many jobs at once, draining a node, and what is kept for how long. */
package dev.quarry.job.admin;
