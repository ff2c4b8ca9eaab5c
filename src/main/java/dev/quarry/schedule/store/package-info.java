/** Which fire of which schedule was taken. */
package dev.quarry.schedule.store;
