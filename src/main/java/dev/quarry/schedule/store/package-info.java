/** The tables of schedules and their fires; all SQL of them is here. */
package dev.quarry.schedule.store;
