/** Fires schedules that are due: the timer of each node, and what it does when one is due. */
package dev.quarry.schedule.fire;
