/** Tells others of the ends of jobs, by signed requests to addresses that the operator allows. */
package dev.quarry.job.callback;
