/** Taking jobs in: what a request becomes, whether its payload is right for its handler, and the call to the workers. */
package dev.quarry.job.enqueue;
