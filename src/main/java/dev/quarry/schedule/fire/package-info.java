/** Fires schedules that are due: the timer of each node, and what happens at a fire. */
package dev.quarry.schedule.fire;
