/** Wake-ups: messages that say a lane has work. They carry no truth; losing or doubling them changes no result. */
package dev.quarry.job.wake;
