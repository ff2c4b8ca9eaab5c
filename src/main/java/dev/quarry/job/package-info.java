/**
 * The queue kernel: jobs, their states, claims, leases, progress and events, and the port {@link
 * dev.quarry.job.JobHandler} through which features bring work. It knows no feature and must never import one.
 */
package dev.quarry.job;
