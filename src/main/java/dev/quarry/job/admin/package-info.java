/** The operator's controls of the queue: pauses and limits, actions on many jobs at once, and retention. */
package dev.quarry.job.admin;
