/**
 * Running claimed jobs on this node: the worker loop, the attempt that a handler talks to, the heartbeat thread and
 * the rescue of jobs whose worker was lost.
 */
package dev.quarry.job.run;
