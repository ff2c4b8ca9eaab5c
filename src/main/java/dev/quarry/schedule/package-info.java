/**
 * Recurring work: what a schedule is and when it fires. Rows in the database, fired once per cluster whatever the
 * number of nodes, by the database's clock. Knows job types by name only, and must not depend on any feature.
 */
package dev.quarry.schedule;
