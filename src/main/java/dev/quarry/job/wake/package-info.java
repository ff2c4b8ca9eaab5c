/** Wake-ups: messages that say a lane has work. They only save time: losing or duplicating them changes no result. */
package dev.quarry.job.wake;
