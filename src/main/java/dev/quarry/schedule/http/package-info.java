/** The routes of schedules. */
package dev.quarry.schedule.http;
