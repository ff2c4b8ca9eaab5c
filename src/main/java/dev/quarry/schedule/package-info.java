/** Recurring work, fired once per cluster whatever the number of nodes. Knows job types by name only. */
package dev.quarry.schedule;
